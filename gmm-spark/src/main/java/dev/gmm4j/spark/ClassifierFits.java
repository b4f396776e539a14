package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.classification.ClassPriors;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Classifiers of rows on a cluster: the passes are jobs there, the maximizations are done here. */
final class ClassifierFits {
  private final LabelledRows rows;
  private final List<CovarianceModel> models;
  private final GaussianMixtureEstimator settings;
  private final List<String> featureNames;
  private final LinearAlgebraBackend backend;

  /**
   * Creates the fits.
   *
   * @param models those to choose among; empty for all that the rows allow
   * @param settings of the fits of mixtures, all but components and covariance model
   */
  ClassifierFits(
      LabelledRows rows,
      List<CovarianceModel> models,
      GaussianMixtureEstimator settings,
      List<String> featureNames,
      LinearAlgebraBackend backend) {
    this.rows = rows;
    this.models = models;
    this.settings = settings;
    this.featureNames = featureNames;
    this.backend = backend;
  }

  /** A classifier and how well it fits. */
  record Fitted(MixtureClassifier classifier, ClassifierSummary summary) {}

  /**
   * Returns the classifier of one component a class, of the model of the lowest BIC.
   *
   * @throws GmmException if no model could be fitted, with the reason of the first
   */
  Fitted edda() {
    Map<Moments, SufficientStatistics> moments = new EnumMap<>(Moments.class);
    @Nullable Fitted best = null;
    @Nullable GmmException failure = null;
    for (CovarianceModel model : models(rows.summary().positive())) {
      try {
        Fitted fitted = summarized(edda(model, moments));
        if (best == null || fitted.summary.bic() < best.summary.bic()) {
          best = fitted;
        }
      } catch (GmmException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (best == null) {
      throw none("", failure);
    }
    return best;
  }

  private static GmmException none(String where, @Nullable GmmException failure) {
    return new GmmException(
        where + "no model could be fitted; the first because "
            + (failure == null ? "its BIC is not a number" : failure.getMessage()),
        failure);
  }

  private MixtureClassifier edda(
      CovarianceModel model, Map<Moments, SufficientStatistics> moments) {
    SampleScale scale = rows.summary().scale();
    Maximization maximization = new Maximization(model, MixingProportions.FREE, 0, backend)
        .with(settings.regularization(), scale);
    DegeneracyGuard guard =
        new DegeneracyGuard(settings.degeneracy(), model, scale, backend, scale::means);
    MixtureParameters joint = guard.repair(
        maximization.maximize(moments.computeIfAbsent(maximization.moments(), rows::moments)),
        null,
        0);
    int d = joint.dimension();
    List<GaussianMixture> mixtures = new ArrayList<>();
    for (int c = 0; c < joint.components(); c++) {
      double[][] mean = {Arrays.copyOfRange(joint.means(), c * d, (c + 1) * d)};
      Covariances covariance = joint.covariances().select(new int[] {c});
      mixtures.add(GaussianMixture.of(new double[] {1}, mean, covariance, backend)
          .chosenAmong(model, MixingProportions.FREE));
    }
    return classifier(mixtures).commonCovariance(model).build();
  }

  private MixtureClassifier.Builder classifier(List<GaussianMixture> mixtures) {
    double[] priors = new double[mixtures.size()];
    for (int c = 0; c < priors.length; c++) {
      priors[c] = rows.summary(c).scale().totalWeight() / rows.summary().scale().totalWeight();
    }
    return MixtureClassifier.builder(rows.classes(), mixtures)
        .priors(priors, ClassPriors.ESTIMATED)
        .featureNames(featureNames)
        .backend(backend);
  }

  private List<CovarianceModel> models(long... positive) {
    if (!models.isEmpty()) {
      return models;
    }
    int d = rows.summary().dimension();
    if (d == 1) {
      return List.of(CovarianceModel.EII, CovarianceModel.VII);
    }
    long count = Arrays.stream(positive).sum();
    return Arrays.stream(CovarianceModel.values())
        .filter(model -> count > d || model.type().isAxisAligned())
        .toList();
  }

  /**
   * Returns the classifier whose classes are mixtures of their own, each of the model and the number of components of the
   * lowest BIC.
   *
   * @throws GmmException if a class has none, naming the class
   */
  Fitted mixtures(int minComponents, int maxComponents) {
    List<GaussianMixture> mixtures = new ArrayList<>();
    for (int c = 0; c < rows.classes().size(); c++) {
      mixtures.add(mixture(c, minComponents, maxComponents));
    }
    return summarized(classifier(mixtures).build());
  }

  private GaussianMixture mixture(int label, int minComponents, int maxComponents) {
    @Nullable GaussianMixtureFit best = null;
    @Nullable GmmException failure = null;
    for (int k = minComponents; k <= maxComponents; k++) {
      for (CovarianceModel model : models(k, rows.summary(label).positive())) {
        try {
          GaussianMixtureFit fit = settings.toBuilder()
              .components(k)
              .covariance(model)
              .build()
              .fit(max -> rows.engine(label));
          if (best == null || fit.bic() < best.bic()) {
            best = fit;
          }
        } catch (GmmException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    if (best == null) {
      throw none("class \"" + rows.classes().get(label) + "\": ", failure);
    }
    return best.model();
  }

  /** Returns the models of a number of components; of one component many are the same. */
  private List<CovarianceModel> models(int components, long[] positive) {
    return components > 1
        ? models(positive)
        : models(positive).stream()
            .map(model -> model.type() == CovarianceType.TIED
                ? CovarianceModel.VVV
                : model.type().model())
            .distinct()
            .toList();
  }

  private Fitted summarized(MixtureClassifier classifier) {
    GaussianMixture joint = classifier.mixtureOverClasses();
    double[] means =
        Arrays.stream(joint.means()).flatMapToDouble(Arrays::stream).toArray();
    MixtureParameters parameters =
        MixtureParameters.of(joint.weights(), means, joint.covariances(), backend);
    double logLikelihood = rows.engine().expect(parameters, means, Moments.NONE).logLikelihood();
    double weight = rows.summary().scale().totalWeight();
    long free = classifier.freeParameters();
    double bic = -2 * logLikelihood + free * Math.log(weight);
    return new Fitted(
        classifier,
        new ClassifierSummary(rows.summary().count(), weight, logLikelihood, free, bic));
  }
}
