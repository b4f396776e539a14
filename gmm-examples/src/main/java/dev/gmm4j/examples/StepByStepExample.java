package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.Animation;
import dev.gmm4j.plot.EmAnimation;
import dev.gmm4j.plot.EmRecording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** EM from scratch, in forty lines, and the same by the library: the same numbers. */
final class StepByStepExample implements Example {
  private static final int STEPS = 30;

  @Override
  public String name() {
    return "step-by-step";
  }

  @Override
  public String summary() {
    return "EM from scratch: a picture for each of 30 steps, and all as an animation";
  }

  @Override
  public void run(Notebook notebook) {
    // Groups of 100 numbers with means -5, 5, 0 and variances 1.2, 1.8, 1.6.
    double[][] centres = {{-5}, {5}, {0}};
    double[] deviations = {Math.sqrt(1.2), Math.sqrt(1.8), Math.sqrt(1.6)};
    double[][] rows =
        Blobs.around(centres, deviations, new int[] {100, 100, 100}, 1).rows();
    Samples samples = Samples.of(rows);

    // A random initialization: three of the numbers as means, equal weights, and one variance for
    // all.
    Random random = new Random(23);
    double[] weights = {1 / 3.0, 1 / 3.0, 1 / 3.0};
    double[] means = new double[3];
    double[] variances = {4, 4, 4};
    Arrays.setAll(means, k -> rows[random.nextInt(rows.length)][0]);

    List<EmRecording.Step> steps = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      if (step > 0) {
        maximize(rows, expect(rows, weights, means, variances), weights, means, variances);
      }
      GaussianMixture model = mixture(weights, means, variances);
      steps.add(new EmRecording.Step(step, model.logLikelihood(samples), model));
      notebook.say("step %2d: means %7.4f %7.4f %7.4f", step, means[0], means[1], means[2]);
    }
    for (int k = 0; k < 3; k++) {
      notebook.result("mean " + k, means[k]);
      notebook.result("variance " + k, variances[k]);
    }
    notebook.result("log-likelihood", steps.get(STEPS).logLikelihood());

    // The library does the same, from the same parameters.
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.parameters(steps.get(0).model()))
        .maxIterations(STEPS)
        .tolerance(0)
        .regularization(0)
        .build()
        .fit(samples);
    for (int k = 0; k < 3; k++) {
      notebook.result("mean " + k + " of the library", fit.model().mean(k)[0]);
    }
    notebook.result("log-likelihood of the library", fit.logLikelihood());
    draw(notebook, samples, steps);
  }

  /** E-step: the probability of each component, given each number. */
  private static double[][] expect(
      double[][] rows, double[] weights, double[] means, double[] variances) {
    double[][] responsibilities = new double[rows.length][3];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 3; k++) {
        double z = rows[i][0] - means[k];
        responsibilities[i][k] = weights[k]
            * Math.exp(-0.5 * z * z / variances[k])
            / Math.sqrt(2 * Math.PI * variances[k]);
      }
      double sum = Arrays.stream(responsibilities[i]).sum();
      for (int k = 0; k < 3; k++) {
        responsibilities[i][k] /= sum;
      }
    }
    return responsibilities;
  }

  /** M-step: weights, means and variances of the numbers, each counted by its responsibility. */
  private static void maximize(
      double[][] rows, double[][] r, double[] weights, double[] means, double[] variances) {
    for (int k = 0; k < 3; k++) {
      double count = 0;
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        count += r[i][k];
        sum += r[i][k] * rows[i][0];
      }
      means[k] = sum / count;
      double squares = 0;
      for (int i = 0; i < rows.length; i++) {
        squares += r[i][k] * (rows[i][0] - means[k]) * (rows[i][0] - means[k]);
      }
      variances[k] = squares / count;
      weights[k] = count / rows.length;
    }
  }

  private static GaussianMixture mixture(double[] weights, double[] means, double[] variances) {
    double[][] points = {{means[0]}, {means[1]}, {means[2]}};
    return GaussianMixture.of(weights, points, Covariances.spherical(variances, 1));
  }

  private static void draw(Notebook notebook, Samples samples, List<EmRecording.Step> steps) {
    Animation animation = EmAnimation.of(samples, steps).names("x").title("EM").animation();
    for (int step = 0; step < steps.size(); step++) {
      String name = (step < 10 ? "step-by-step-0" : "step-by-step-") + step;
      notebook.figure(name, animation.frames().get(step));
    }
    notebook.animation("step-by-step", animation);
  }
}
