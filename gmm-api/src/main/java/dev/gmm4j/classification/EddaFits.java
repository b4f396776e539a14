package dev.gmm4j.classification;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Classifiers whose components share a covariance model, one for each model: of rows whose classes are all known, one
 * maximization over the components of all classes together.
 */
final class EddaFits {
  private final MixtureClassifierEstimator settings;
  private final Samples samples;
  private final Labels labels;
  private final LinearAlgebraBackend backend;
  private final List<CovarianceModel> models;

  EddaFits(
      MixtureClassifierEstimator settings,
      Samples samples,
      Labels labels,
      LinearAlgebraBackend backend,
      List<CovarianceModel> models) {
    this.settings = settings;
    this.samples = samples;
    this.labels = labels;
    this.backend = backend;
    this.models = models;
  }

  /**
   * Fits all models.
   *
   * @param classifier makes the classifier of the classes' mixtures
   */
  List<ClassifierCandidate> run(
      Function<List<GaussianMixture>, MixtureClassifier.Builder> classifier) {
    List<ClassifierCandidate> candidates = new ArrayList<>();
    int classes = labels.classes().size();
    try (PreparedSamples prepared =
        PreparedSamples.of(samples, backend, classes, settings.estimator.threads())) {
      for (CovarianceModel model : models) {
        GaussianMixtureEstimator one = oneStep(classes, model, labels.indices());
        try {
          GaussianMixture joint = one.fit(prepared).model();
          MixtureClassifier fitted =
              classifier.apply(parts(joint, classes)).commonCovariance(model).build();
          candidates.add(
              ClassifierCandidate.fitted(model, 1, fitted, fitted.score(samples, labels)));
        } catch (GmmException e) {
          candidates.add(ClassifierCandidate.failed(model, 1, e));
        }
      }
    }
    return candidates;
  }

  private GaussianMixtureEstimator oneStep(int components, CovarianceModel model, int[] indices) {
    return settings
        .estimator
        .toBuilder()
        .components(components)
        .covariance(model)
        .proportions(MixingProportions.FREE)
        .initialization(Initialization.labels(indices))
        .restarts(1)
        .maxIterations(0)
        .search(Search.NONE)
        .listener(FitListener.NONE)
        .build();
  }

  /** Returns as many parts of a mixture, of as many components each, as mixtures of their own. */
  static List<GaussianMixture> parts(GaussianMixture joint, int parts) {
    int size = joint.components() / parts;
    List<GaussianMixture> mixtures = new ArrayList<>();
    for (int c = 0; c < parts; c++) {
      int[] components = new int[size];
      double sum = 0;
      for (int k = 0; k < size; k++) {
        components[k] = c * size + k;
        sum += joint.weight(components[k]);
      }
      double total = sum;
      double[] weights =
          Arrays.stream(components).mapToDouble(k -> joint.weight(k) / total).toArray();
      double[][] means = Arrays.stream(components).mapToObj(joint::mean).toArray(double[][]::new);
      Covariances covariances = joint.covariances().select(components);
      mixtures.add(GaussianMixture.of(weights, means, covariances, joint.backend())
          .chosenAmong(joint.covarianceModel(), MixingProportions.FREE));
    }
    return mixtures;
  }
}
