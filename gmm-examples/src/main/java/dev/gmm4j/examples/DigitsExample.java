package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.CriterionPlot;
import dev.gmm4j.plot.ImageGrid;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Handwritten digits that nobody wrote: drawn from a mixture in fewer dimensions, and turned back to images. */
final class DigitsExample implements Example {
  private static final int SIDE = 8;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String summary() {
    return "1797 handwritten digits: principal components, AIC, and 100 new digits";
  }

  @Override
  public void run(Notebook notebook) {
    // 8 x 8 pixels; the last column of the file is the digit, which is not needed.
    double[][] rows = ExampleData.rows("digits.csv");
    double[][] images = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      images[i] = Arrays.copyOf(rows[i], SIDE * SIDE);
    }

    // 64 pixels are many for a covariance, and some are always white. Whitened principal components
    // that carry 99 % of the variance say nearly the same with fewer.
    PrincipalComponents pca =
        PrincipalComponents.builder().varianceShare(0.99).whitened().fit(Samples.of(images));
    Samples samples = pca.transform(Samples.of(images));
    notebook.result("features", pca.components());
    notebook.result("share of the variance", Arrays.stream(pca.varianceShares()).sum());

    // How many components? The smallest AIC.
    int[] numbers = IntStream.rangeClosed(5, 20).map(k -> 10 * k).toArray();
    double[] aic = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      aic[i] = fit(samples, numbers[i]).aic();
      notebook.result("AIC of " + numbers[i], aic[i]);
    }
    notebook.figure(
        "digits-aic",
        CriterionPlot.of("AIC")
            .curve("full", numbers, aic)
            .title("Digits: AIC by number of components")
            .figure());

    GaussianMixtureFit fit = fit(samples, 110);
    GaussianMixture model = fit.model();
    notebook.result("log-likelihood of 110", fit.logLikelihood());
    notebook.result("converged", fit.converged() ? 1 : 0);

    // Draw from the mixture, and go back from principal components to pixels.
    LabelledSamples drawn = model.sample(100, 0);
    notebook.figure(
        "digits",
        ImageGrid.of(pca.inverse(drawn.rows()), SIDE)
            .columns(10)
            .range(0, 16)
            .title("100 digits drawn from a mixture of 110")
            .figure());
    notebook.figure(
        "digits-data",
        ImageGrid.of(Arrays.copyOf(images, 100), SIDE)
            .columns(10)
            .range(0, 16)
            .title("The first 100 digits of the data")
            .figure());
  }

  private static GaussianMixtureFit fit(Samples samples, int components) {
    return GaussianMixtureEstimator.builder().components(components).build().fit(samples);
  }
}
