package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.ScatterPlot;
import java.util.Arrays;

/** The least likely two in a hundred samples. */
final class OutliersExample implements Example {
  @Override
  public String name() {
    return "outliers";
  }

  @Override
  public String summary() {
    return "the least likely 2 % of 500 points, ringed";
  }

  @Override
  public void run(Notebook notebook) {
    Samples samples = Samples.of(ExampleData.rows("worked-example-2d.csv"));
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.shortEm())
        .regularization(0)
        .tolerance(1e-12)
        .build()
        .fit(samples)
        .model();

    // An outlier is where the mixture expects next to nothing: below the 2 % quantile of the
    // densities.
    double[] logDensities = model.logDensities(samples);
    double[] ascending = logDensities.clone();
    Arrays.sort(ascending);
    double threshold = ascending[ascending.length * 2 / 100];

    boolean[] outliers = new boolean[logDensities.length];
    int count = 0;
    for (int i = 0; i < outliers.length; i++) {
      outliers[i] = logDensities[i] < threshold;
      if (outliers[i]) {
        count++;
        notebook.say("row %3d: log-density %.4f", i, logDensities[i]);
      }
    }
    notebook.result("outliers", count);
    notebook.result("threshold", threshold);
    notebook.result("least log-density", ascending[0]);

    notebook.figure(
        "outliers",
        ScatterPlot.of(samples)
            .names("x", "y")
            .model(model)
            .overlays(ScatterPlot.Overlay.CONTOURS)
            .flag(outliers, "least likely 2 %")
            .title("Outliers by density")
            .figure());
  }
}
