package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.ImageGrid;
import dev.gmm4j.plot.TracePlot;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.util.List;

/** Twos and sixes told apart without labels, on principal components and on all 784 pixels. */
final class MnistExample implements Example {
  private static final int SIDE = 28;
  private static final int[] REDUCED = {20, 32, 44};

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public String summary() {
    return "1990 images of 2 and 6, told apart on 20 to 44 and on all 784 dimensions";
  }

  @Override
  public void run(Notebook notebook) {
    double[][] images = ExampleData.rows("mnist-2-6.npy");
    for (double[] image : images) {
      for (int j = 0; j < image.length; j++) {
        image[j] /= 255;
      }
    }
    int[] digits = ExampleData.labels("mnist-2-6-labels.csv", "digit");
    Samples pixels = Samples.of(images);

    // On principal components a mixture of two full covariances needs milliseconds.
    for (int dimension : REDUCED) {
      PrincipalComponents pca =
          PrincipalComponents.builder().components(dimension).fit(pixels);
      GaussianMixtureFit fit = fit(pca.transform(pixels), 1e-6);
      int[] labels = fit.model().predict(pca.transform(pixels));
      report(notebook, dimension, fit, LabelAgreement.between(digits, labels));
      if (dimension == 44) {
        // The means are images, too.
        notebook.figure(
            "mnist-means",
            ImageGrid.of(pca.inverse(fit.model().means()), SIDE)
                .range(0, 1)
                .captions(List.of("component 0", "component 1"))
                .title("Means of the components")
                .figure());
        notebook.figure(
            "mnist-trace", TracePlot.of(fit).title("2 and 6 in 44 dimensions").figure());
      }
    }

    // All 784 pixels: half a million numbers to estimate from 1990 images. Many pixels are always
    // white, so the covariances are singular without something on their diagonals.
    GaussianMixtureFit fit = fit(pixels, 1e-2);
    report(notebook, 784, fit, LabelAgreement.between(digits, fit.model().predict(pixels)));
    notebook.figure(
        "mnist-means-784",
        ImageGrid.of(fit.model().means(), SIDE)
            .range(0, 1)
            .captions(List.of("component 0", "component 1"))
            .title("Means of the components, 784 dimensions")
            .figure());
  }

  private static GaussianMixtureFit fit(Samples samples, double regularization) {
    // Pixels and their principal components are of like units: k-means takes them as they are.
    int[] clusters = KMeans.builder(2).build().fit(samples).predict(samples);
    return GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.labels(clusters))
        .regularization(regularization)
        .build()
        .fit(samples);
  }

  private static void report(
      Notebook notebook, int dimension, GaussianMixtureFit fit, LabelAgreement agreement) {
    String where = " in " + dimension + " dimensions";
    notebook.result("log-likelihood" + where, fit.logLikelihood());
    notebook.result("misclassification rate" + where, agreement.misclassificationRate());
    notebook.say(
        "%d iterations, %.2f s with backend %s",
        fit.iterations(), fit.seconds().initialize() + fit.seconds().em(), fit.backend());
  }
}
