package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.DensityPlot;
import dev.gmm4j.plot.PairPlot;
import dev.gmm4j.plot.ScatterPlot;
import java.util.Arrays;

/** Overlapping groups of known densities, in one, two and three dimensions. */
final class OneDimensionExample implements Example {
  private static final double[] CENTRES = {-2, 0, 2};
  private static final double[] DEVIATIONS = {1, 0.8, 1.5};
  private static final int[] COUNTS = {30, 40, 20};
  private static final double[] WEIGHTS = {30 / 90.0, 40 / 90.0, 20 / 90.0};

  @Override
  public String name() {
    return "one-dimension";
  }

  @Override
  public String summary() {
    return "fitted against true densities and means; the same in 2-D and 3-D";
  }

  @Override
  public void run(Notebook notebook) {
    GaussianMixture line = compare(notebook, 1);
    notebook.figure(
        "one-dimension",
        DensityPlot.of(samples(1))
            .name("x")
            .model(line)
            .truth(truth(1))
            .title("90 points: the true density and the fitted one")
            .figure());

    GaussianMixture plane = compare(notebook, 2);
    notebook.figure(
        "one-dimension-2d",
        ScatterPlot.of(samples(2))
            .names("x", "y")
            .model(plane)
            .title("The same groups in two dimensions")
            .figure());

    GaussianMixture space = compare(notebook, 3);
    notebook.figure(
        "one-dimension-3d",
        PairPlot.of(samples(3))
            .names("x", "y", "z")
            .model(space)
            .overlays(ScatterPlot.Overlay.ELLIPSES)
            .title("The same groups in three dimensions")
            .figure());
  }

  /** Fits a mixture, and compares it with what the samples were drawn from. */
  private static GaussianMixture compare(Notebook notebook, int dimension) {
    Samples samples = samples(dimension);
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.shortEm())
        .maxIterations(10_000)
        .tolerance(1e-12)
        .build()
        .fit(samples)
        .model();

    // Components come in any order: each is named after the group that it shares the most samples
    // with.
    int[] groups = groups(dimension).labels();
    LabelAgreement agreement = LabelAgreement.between(groups, model.predict(samples));
    int[] groupOf = agreement.matching();
    for (int k = 0; k < model.components(); k++) {
      notebook.say(
          "%d-D, group %d: true mean %s, fitted %s",
          dimension, groupOf[k], text(truth(dimension).mean(groupOf[k])), text(model.mean(k)));
    }
    notebook.result(dimension + "-D log-likelihood", model.logLikelihood(samples));
    notebook.result(dimension + "-D accuracy", agreement.accuracy());
    notebook.result(dimension + "-D misclassification rate", agreement.misclassificationRate());

    // Nobody can do better on average than the mixture that the samples come from.
    LabelAgreement best = LabelAgreement.between(groups, truth(dimension).predict(samples));
    notebook.result(dimension + "-D accuracy of the true mixture", best.accuracy());

    // What another implementation, scikit-learn 1.2.1, says of the same samples.
    int[] others = ExampleData.labels("scikit-learn-labels.csv", "labels" + dimension);
    LabelAgreement same = LabelAgreement.between(others, model.predict(samples));
    notebook.result(dimension + "-D agreement with scikit-learn", same.accuracy());
    return model;
  }

  /** 30, 40 and 20 points around -2, 0 and 2 in each direction. */
  static LabelledSamples groups(int dimension) {
    return Blobs.around(centres(dimension), DEVIATIONS, COUNTS, 8);
  }

  private static Samples samples(int dimension) {
    return Samples.of(groups(dimension).rows());
  }

  private static GaussianMixture truth(int dimension) {
    double[] variances = Arrays.stream(DEVIATIONS).map(s -> s * s).toArray();
    return GaussianMixture.of(
        WEIGHTS, centres(dimension), Covariances.spherical(variances, dimension));
  }

  private static double[][] centres(int dimension) {
    double[][] centres = new double[CENTRES.length][dimension];
    for (int k = 0; k < centres.length; k++) {
      Arrays.fill(centres[k], CENTRES[k]);
    }
    return centres;
  }

  private static String text(double[] mean) {
    return Arrays.toString(
        Arrays.stream(mean).map(x -> Math.round(1e4 * x) / 1e4).toArray());
  }
}
