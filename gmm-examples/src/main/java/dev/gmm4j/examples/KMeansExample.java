package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.KMeansPlot;
import dev.gmm4j.plot.ScatterPlot;

/** Round groups, which k-means finds, and the same groups stretched, which it does not. */
final class KMeansExample implements Example {
  /** A matrix drawn at random, and then kept. */
  private static final double[][] STRETCH = {{-0.71, -0.04}, {0.75, 0.45}};

  @Override
  public String name() {
    return "k-means";
  }

  @Override
  public String summary() {
    return "k-means against mixtures: round groups, stretched groups, and certainty";
  }

  @Override
  public void run(Notebook notebook) {
    LabelledSamples round = Blobs.around(
        new double[][] {{2.8, -1.6}, {0.9, 2.0}, {7.8, -1.4}, {4.4, 1.0}},
        new double[] {0.6, 0.6, 0.6, 0.6},
        new int[] {100, 100, 100, 100},
        3);
    compare(notebook, "round", round);

    double[][] stretched = new double[round.rows().length][];
    for (int i = 0; i < stretched.length; i++) {
      double[] p = round.rows()[i];
      stretched[i] = new double[] {
        STRETCH[0][0] * p[0] + STRETCH[0][1] * p[1], STRETCH[1][0] * p[0] + STRETCH[1][1] * p[1]
      };
    }
    compare(notebook, "stretched", new LabelledSamples(stretched, round.labels()));
  }

  private static void compare(Notebook notebook, String shape, LabelledSamples groups) {
    Samples samples = Samples.of(groups.rows());
    KMeansFit kMeans = KMeans.builder(4).restarts(10).build().fit(samples);
    GaussianMixture mixture = GaussianMixtureEstimator.builder()
        .components(4)
        .restarts(10)
        .tolerance(1e-10)
        .build()
        .fit(samples)
        .model();

    LabelAgreement ofKMeans = LabelAgreement.between(groups.labels(), kMeans.predict(samples));
    LabelAgreement ofMixture = LabelAgreement.between(groups.labels(), mixture.predict(samples));
    notebook.result(shape + ": inertia of k-means", kMeans.inertia());
    notebook.result(shape + ": accuracy of k-means", ofKMeans.accuracy());
    notebook.result(shape + ": log-likelihood of the mixture", mixture.logLikelihood(samples));
    notebook.result(shape + ": accuracy of the mixture", ofMixture.accuracy());

    notebook.figure(
        "k-means-" + shape,
        KMeansPlot.of(samples, kMeans, mixture)
            .names("x", "y")
            .title("400 points in four " + shape + " groups")
            .figure());

    // A mixture also tells how sure it is: points between two groups are small.
    notebook.figure(
        "k-means-" + shape + "-certainty",
        ScatterPlot.of(samples)
            .names("x", "y")
            .model(mixture)
            .overlays(ScatterPlot.Overlay.ELLIPSES)
            .sizeByCertainty()
            .title("The surer, the larger")
            .figure());
  }
}
