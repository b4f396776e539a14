package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.DensityPlot;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.ScatterPlot;
import dev.gmm4j.plot.TracePlot;
import java.util.List;

/** One step of EM by numbers, then ten; and fifty in two dimensions. */
final class WorkedExample implements Example {
  @Override
  public String name() {
    return "worked-example";
  }

  @Override
  public String summary() {
    return "60 points: the E-step as a table, one M-step, ten iterations; then 2-D";
  }

  @Override
  public void run(Notebook notebook) {
    line(notebook);
    plane(notebook);
  }

  private static void line(Notebook notebook) {
    Samples samples = Samples.of(ExampleData.rows("worked-example-1d.csv"));

    // Three Gaussians as somebody may guess them: means -5, 8, 1.5, standard deviations 5, 3, 1.
    GaussianMixture guess = GaussianMixture.of(
        new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0},
        new double[][] {{-5}, {8}, {1.5}},
        Covariances.spherical(new double[] {25, 9, 1}, 1));

    // E-step: which of them may each point come from?
    double[][] responsibilities = guess.responsibilities(samples);
    for (int i = 0; i < responsibilities.length; i++) {
      double[] r = responsibilities[i];
      notebook.say("%2d: %.8e %.8e %.8e", i, r[0], r[1], r[2]);
    }

    // M-step: one iteration gives weights, means and variances of the points that each one stands
    // for.
    GaussianMixture once = iterate(samples, guess, 1).model();
    for (int k = 0; k < 3; k++) {
      notebook.result("weight " + k + " after 1", once.weight(k));
      notebook.result("mean " + k + " after 1", once.mean(k)[0]);
      notebook.result("variance " + k + " after 1", once.covariances().get(k, 0, 0));
    }

    GaussianMixtureFit ten = iterate(samples, guess, 10);
    List<Double> trace = ten.bestRestart().trace();
    for (int i = 0; i < trace.size(); i++) {
      notebook.result("log-likelihood after " + i, trace.get(i));
    }
    notebook.figure(
        "worked-example",
        Figure.row(
            density(samples, guess, "The guess"), density(samples, ten.model(), "Ten iterations")));
  }

  private static GaussianMixtureFit iterate(Samples samples, GaussianMixture from, int iterations) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.parameters(from))
        .maxIterations(iterations)
        .tolerance(0)
        .regularization(0)
        .build()
        .fit(samples);
  }

  private static Figure density(Samples samples, GaussianMixture model, String title) {
    return DensityPlot.of(samples)
        .name("x")
        .model(model)
        .view(-17, 17, 0.16)
        .title(title)
        .size(560, 420)
        .figure();
  }

  private static void plane(Notebook notebook) {
    // 500 points in three stretched groups, which distances tell apart badly: short runs of EM find
    // them. 1e-6 on the
    // diagonals keeps covariances from collapsing.
    Samples samples = Samples.of(ExampleData.rows("worked-example-2d.csv"));
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.shortEm())
        .maxIterations(50)
        .tolerance(0)
        .regularization(1e-6)
        .build()
        .fit(samples);
    notebook.result("2-D log-likelihood", fit.logLikelihood());

    double[] point = {0.5, 0.5};
    double[] r = fit.model().responsibilities(point);
    int component = fit.model().predict(point);
    notebook.say(
        "(0.5, 0.5) comes from component %d, or %.3e %.3e %.3e", component, r[0], r[1], r[2]);
    notebook.result("x of the mean of its component", fit.model().mean(component)[0]);
    notebook.result("log-density at (0.5, 0.5)", fit.model().logDensity(point));
    notebook.figure(
        "worked-example-2d",
        Figure.row(
            ScatterPlot.of(samples)
                .names("x", "y")
                .model(fit.model())
                .title("Fifty iterations")
                .size(600, 520)
                .figure(),
            TracePlot.of(fit)
                .title("Log-likelihood of each step")
                .size(560, 520)
                .figure()));
  }
}
