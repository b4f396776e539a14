package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.ClusterPlot;
import dev.gmm4j.plot.TracePlot;

/** Three groups of points, found from a random start. */
final class ClustersExample implements Example {
  @Override
  public String name() {
    return "clusters";
  }

  @Override
  public String summary() {
    return "1000 points in three groups, found from a random start";
  }

  @Override
  public void run(Notebook notebook) {
    // 1000 points in three round groups of standard deviation 1.5. Who fits does not know the
    // labels.
    LabelledSamples blobs = Blobs.random(1000, 2, 3, 1.5, 5);
    Samples samples = Samples.of(blobs.rows());

    // EM begins at three samples drawn at random, and tells how it goes.
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.randomSamples())
        .seed(1)
        .maxIterations(500)
        .tolerance(1e-9)
        .listener(progress -> notebook.say(
            "iteration %2d: log-likelihood %.4f", progress.iteration(), progress.logLikelihood()))
        .build();
    GaussianMixtureFit fit = estimator.fit(samples);
    notebook.result("iterations", fit.iterations());
    notebook.result("log-likelihood", fit.logLikelihood());

    // The model is what a fit leaves behind: weights, means, covariances.
    GaussianMixture model = fit.model();
    for (int k = 0; k < model.components(); k++) {
      double[] mean = model.mean(k);
      notebook.say(
          "component %d: weight %.4f, mean (%.3f, %.3f)", k, model.weight(k), mean[0], mean[1]);
    }

    // Which component a point belongs to. Components come in any order, so the labels are matched
    // first.
    int[] labels = model.predict(samples);
    LabelAgreement agreement = LabelAgreement.between(blobs.labels(), labels);
    notebook.result("accuracy", agreement.accuracy());
    notebook.result("adjusted Rand index", agreement.adjustedRandIndex());

    notebook.figure(
        "clusters",
        ClusterPlot.of(samples, model)
            .names("x", "y")
            .title("1000 points, three components")
            .figure());
    notebook.figure(
        "clusters-trace", TracePlot.of(fit).title("From a random start").figure());
  }
}
