package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.classification.ClassPriors;
import dev.gmm4j.classification.ClassifierScore;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A classifier with what its file holds beside it. {@code docs/formats.md} of gmm4j describes the format.
 *
 * @param classifier the classifier
 * @param fit how well it does on the rows that it was fitted to, or null if that is not known
 */
public record ClassifierFile(
    MixtureClassifier classifier, @Nullable Fit fit) {
  static final String FORMAT = "gmm4j-classifier";
  static final int VERSION = 1;

  /**
   * How well a classifier does on the rows that it was fitted to.
   *
   * @param samples the number of rows of positive weight
   * @param totalWeight their weight
   * @param logLikelihood that of the mixture over classes
   * @param jointLogLikelihood that of rows and classes
   * @param freeParameters the number of free parameters
   * @param bic the Bayesian information criterion; lower is better; NaN where there is none
   * @param trainingErrors the number of rows decided for a wrong class
   * @param brierScore that of {@link ClassifierScore}
   * @param logLoss that of {@link ClassifierScore}
   */
  public record Fit(
      long samples,
      double totalWeight,
      double logLikelihood,
      double jointLogLikelihood,
      long freeParameters,
      double bic,
      long trainingErrors,
      double brierScore,
      double logLoss) {

    /** Returns what a file holds of a score. */
    public static Fit of(ClassifierScore score) {
      return new Fit(
          score.rows(),
          score.totalWeight(),
          score.logLikelihood(),
          score.jointLogLikelihood(),
          score.freeParameters(),
          score.bic(),
          score.errors(),
          score.brierScore(),
          score.logLoss());
    }
  }

  /** Returns the JSON object, indented, with a line end after it. */
  public String toJson() {
    JsonObject json = new JsonObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("type", classifier.type().label());
    json.put("dimension", classifier.dimension());
    json.putTexts("classes", classifier.classes());
    json.put("priors", classifier.priors());
    json.put("priorsAre", priorsLabel(classifier.priorsAre()));
    UniformNoise noise = classifier.noise();
    if (noise != null) {
      json.put("noise", NoiseJson.write(noise));
    }
    CovarianceModel common = classifier.commonCovariance();
    if (common != null) {
      json.put(ModelFile.COVARIANCE_MODEL, common.name());
    }
    if (!classifier.featureNames().isEmpty()) {
      json.putTexts("featureNames", classifier.featureNames());
    }
    if (fit != null) {
      json.put("samples", fit.samples());
      json.put("totalWeight", fit.totalWeight());
      json.put("logLikelihood", fit.logLikelihood());
      json.put("jointLogLikelihood", fit.jointLogLikelihood());
      json.put("freeParameters", fit.freeParameters());
      json.put("bic", fit.bic());
      json.put("trainingErrors", fit.trainingErrors());
      json.put("brierScore", fit.brierScore());
      json.put("logLoss", fit.logLoss());
    }
    List<JsonObject> mixtures = new ArrayList<>();
    classifier.mixtures().forEach(mixture -> mixtures.add(toJson(mixture)));
    json.put("mixtures", mixtures);
    return json + "\n";
  }

  static String priorsLabel(ClassPriors priors) {
    return priors == ClassPriors.ESTIMATED ? "estimated" : "given";
  }

  private static JsonObject toJson(GaussianMixture mixture) {
    CovarianceType type = mixture.covarianceType();
    JsonObject json = new JsonObject();
    json.put(ParameterArrays.COVARIANCE_TYPE, type.label());
    if (mixture.covarianceModel() != type.model()) {
      json.put(ModelFile.COVARIANCE_MODEL, mixture.covarianceModel().name());
    }
    if (mixture.proportions() != MixingProportions.FREE) {
      json.put(ModelFile.PROPORTIONS, mixture.proportions().label());
    }
    json.put(ParameterArrays.WEIGHTS, mixture.weights());
    json.putNested(ParameterArrays.MEANS, mixture.means());
    int[] shape = NumberArray.covarianceShape(type, mixture.components(), mixture.dimension());
    json.putNested(
        ParameterArrays.COVARIANCES,
        new NumberArray(shape, mixture.covariances().toArray()).nested());
    return json;
  }

  /**
   * Writes the JSON object to a file, whole or not at all.
   *
   * @throws DataException if the file cannot be written
   */
  public void write(Path file) {
    String json = toJson();
    try {
      AtomicFile.writeText(file, writer -> writer.write(json));
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Tells whether a file says that it is one of a classifier; whether it is valid {@link #read} tells.
   *
   * @throws DataException if the file cannot be read or is no JSON object
   */
  public static boolean isIn(Path file) {
    return FORMAT.equals(JsonFile.text(JsonInput.of(file), "format"));
  }

  /**
   * Reads a file; the classifier works on the default backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static ClassifierFile read(Path file) {
    return read(file, Backends.standard().automatic());
  }

  /**
   * Reads a file; the classifier works on a given backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  public static ClassifierFile read(Path file, LinearAlgebraBackend backend) {
    return new ClassifierReader(JsonInput.of(file), backend).read();
  }

  /**
   * Reads a classifier from the text of a file; the classifier works on a given backend.
   *
   * @throws DataException if the text is not valid
   */
  public static ClassifierFile fromJson(String json, LinearAlgebraBackend backend) {
    return new ClassifierReader(JsonInput.of(json), backend).read();
  }
}
