package dev.gmm4j.bench.convergence;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts passes of EM, plain and accelerated, from the same initial parameters to the same limit, and what is left where
 * the default criterion and the relative one stop: {@code gmm-bench/run convergence}.
 */
public final class ConvergenceTrial {
  /** Nats, of all rows together. */
  private static final double NEAR = 1e-5;

  private static final double TIGHT = 1e-13;
  private static final int MOST = 20_000;

  private ConvergenceTrial() {}

  /** A run: its trace, and when each of its iterations was done. */
  private record Run(GaussianMixtureFit fit, List<Double> trace, List<Double> seconds) {
    /** Returns the first iteration that is so near to a limit, or -1. */
    int near(double limit, double nats) {
      for (int i = 0; i < trace.size(); i++) {
        if (trace.get(i) >= limit - nats) {
          return i;
        }
      }
      return -1;
    }
  }

  /**
   * Prints a table of passes, and one of times.
   *
   * @param arguments the folder of the data sets
   */
  public static void main(String[] arguments) {
    System.out.printf(
        Locale.ROOT,
        "gmm4j %s, Java %s, backend %s%n%n",
        System.getProperty("gmm4j.bench.commit", "unknown"),
        System.getProperty("java.version"),
        ConvergenceProblem.BACKEND);
    passes(ConvergenceProblem.all(Path.of(arguments[0])));
    times(ConvergenceProblem.shapes());
  }

  private static void passes(List<ConvergenceProblem> problems) {
    System.out.println(
        "Passes to within 1e-5 nats of the limit, by EM, SQUAREM, Anderson mixing; passes to where"
            + " the criteria stop,\nand nats that are left there for a row");
    System.out.printf(
        "%-34s %6s %8s %9s   %-18s %-18s%n",
        "", "EM", "SQUAREM", "Anderson", "EM, relative 1e-6", "default");
    for (ConvergenceProblem problem : problems) {
      List<Run> runs = new ArrayList<>();
      for (Acceleration acceleration : Acceleration.values()) {
        runs.add(run(problem, acceleration, ConvergenceCriterion.aitken(TIGHT)));
      }
      double limit = limit(runs);
      Run former = run(problem, Acceleration.NONE, ConvergenceCriterion.relative(1e-6));
      Run now = run(problem, Acceleration.SQUAREM, ConvergenceCriterion.aitken(1e-6));
      System.out.printf(
          Locale.ROOT,
          "%-34s %6d %8d %9d   %6d %11.1e %6d %11.1e%n",
          problem.name(),
          runs.get(0).near(limit, NEAR),
          runs.get(1).near(limit, NEAR),
          runs.get(2).near(limit, NEAR),
          former.fit().iterations(),
          left(former, limit),
          now.fit().iterations(),
          left(now, limit));
    }
  }

  private static double left(Run run, double limit) {
    return (limit - run.fit().logLikelihood()) / run.fit().samples();
  }

  private static double limit(List<Run> runs) {
    return runs.stream().mapToDouble(run -> run.fit().logLikelihood()).max().orElseThrow();
  }

  private static void times(List<ConvergenceProblem> problems) {
    System.out.println(
        "\nMilliseconds from the initial parameters to within 1e-3 nats of the run's limit, medians of 5, passes,"
            + "\nand by how much the limit of the default is higher");
    System.out.printf(
        "%-34s %10s %6s %10s %6s %8s %8s%n", "", "EM", "", "default", "", "ratio", "nats");
    for (ConvergenceProblem problem : problems) {
      List<Run> plain = new ArrayList<>();
      List<Run> fast = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        // The first is a warm-up.
        Run ofEm = run(problem, Acceleration.NONE, ConvergenceCriterion.aitken(1e-9));
        Run ofDefault = run(problem, Acceleration.SQUAREM, ConvergenceCriterion.aitken(1e-9));
        if (i > 0) {
          plain.add(ofEm);
          fast.add(ofDefault);
        }
      }
      double before = milliseconds(plain);
      double after = milliseconds(fast);
      System.out.printf(
          Locale.ROOT,
          "%-34s %10.2f %6d %10.2f %6d %8.2f %8.3f%n",
          problem.name(),
          before,
          passesToLimit(plain),
          after,
          passesToLimit(fast),
          before / after,
          limit(fast) - limit(plain));
    }
  }

  private static int passesToLimit(List<Run> runs) {
    return runs.get(0).near(limit(runs), 1e-3);
  }

  private static double milliseconds(List<Run> runs) {
    double[] times = runs.stream()
        .mapToDouble(run -> 1e3 * run.seconds().get(passesToLimit(runs)))
        .sorted()
        .toArray();
    return times[times.length / 2];
  }

  private static Run run(
      ConvergenceProblem problem, Acceleration acceleration, ConvergenceCriterion criterion) {
    List<Double> seconds = new ArrayList<>();
    long[] began = new long[1];
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(problem.initial().components())
        .covariance(problem.model())
        .initialization(Initialization.parameters(problem.initial()))
        .backend(ConvergenceProblem.BACKEND)
        .regularization(0)
        .acceleration(acceleration)
        .convergence(criterion)
        .maxIterations(MOST)
        .listener(progress -> {
          long now = System.nanoTime();
          began[0] = progress.iteration() == 0 ? now : began[0];
          seconds.add((now - began[0]) * 1e-9);
        })
        .build()
        .fit(problem.samples());
    return new Run(fit, fit.bestRestart().trace(), seconds);
  }
}
