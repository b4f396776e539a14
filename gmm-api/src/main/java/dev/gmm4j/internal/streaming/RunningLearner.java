package dev.gmm4j.internal.streaming;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.function.LongToDoubleFunction;

/**
 * Parameters that follow from running statistics {@code s ← (1 - γ) s + γ ŝ}, {@code ŝ} those of a mini-batch under the
 * parameters before: stepwise EM (Cappé and Moulines 2009; Liang and Klein 2009), where they are a maximization, and
 * stochastic variational inference (Hoffman, Blei, Wang and Paisley 2013), where they are expectations under a posterior.
 *
 * <p>Statistics are in units of the latest mini-batch, so that with {@code γ = 1} a step is an iteration over the mini-batch
 * to the bit. Their moments are about the current means, which is where the kernel takes those of the mini-batch: what is
 * subtracted in a step is the square of how far a mean has moved, not of how far it is from zero.
 */
public abstract class RunningLearner {
  private final LongToDoubleFunction stepSize;
  private final LinearAlgebraBackend backend;
  private final int components;
  private final int threads;
  private MixtureParameters parameters;
  private SufficientStatistics running;
  private double runningRows;
  private long steps;

  /**
   * Begins with parameters.
   *
   * @param stepSize of a step, from 1
   * @param components as many as fits may have
   * @param running statistics about the means that stand for the parameters
   * @param rows the number of rows that the statistics stand for
   */
  protected RunningLearner(
      LongToDoubleFunction stepSize,
      LinearAlgebraBackend backend,
      int components,
      int threads,
      MixtureParameters parameters,
      SufficientStatistics running,
      long rows) {
    this.stepSize = stepSize;
    this.backend = backend;
    this.components = components;
    this.threads = threads;
    this.parameters = parameters;
    this.running = running;
    this.runningRows = rows;
  }

  /**
   * Returns the parameters of statistics.
   *
   * @param sums in units of the mini-batch
   * @param current the parameters before
   */
  protected abstract MixtureParameters next(
      SufficientStatistics sums, MixtureParameters current, LocalEngine batch);

  /**
   * Returns the statistics to go on with, about the means of the parameters that were found from them.
   *
   * @param sums may be changed
   */
  protected SufficientStatistics kept(SufficientStatistics sums, MixtureParameters found) {
    sums.recentre(found.means());
    return sums;
  }

  final LocalEngine engine(Samples batch) {
    return IncompleteSamples.unsortedEngineOf(batch, backend, components, threads);
  }

  /**
   * Learns from a mini-batch.
   *
   * @param part how much less the mini-batch counts than the step says, in (0, 1]
   */
  final LearningStep learn(LocalEngine batch, double part) {
    double size = part * checked(stepSize.applyAsDouble(steps + 1));
    long rows = batch.samples().count();
    SufficientStatistics sums = expect(batch, parameters.means());
    double logLikelihood = sums.logLikelihood();
    double weight = batch.samples().isWeighted() ? sums.totalWeight() : rows;
    if (!Double.isFinite(logLikelihood)) {
      throw new GmmException("log-likelihood must be finite, but was " + logLikelihood + " in step "
          + (steps + 1) + "; the samples' magnitude may be too large");
    }
    if (size < 1) {
      running.recentre(parameters.means());
      sums = blended(sums, batch, size);
    } else if (sums.losesPrecision()) {
      sums = expect(batch, sums.means());
    }
    parameters = next(sums, parameters, batch);
    runningRows = rows;
    running = kept(sums, parameters);
    steps++;
    return new LearningStep(steps, (int) rows, weight, size, logLikelihood);
  }

  /** Returns {@code (1 - γ) s + γ ŝ}, in units of the mini-batch. */
  private SufficientStatistics blended(SufficientStatistics sums, LocalEngine batch, double size) {
    double kept = (1 - size) * batch.samples().count() / runningRows;
    sums.multiply(size);
    sums.merge(running, kept);
    if (!sums.losesPrecision()) {
      return sums;
    }
    // Means have jumped, as those of a distant initialization do: moments are taken again about
    // where they are now.
    double[] centres = sums.means();
    SufficientStatistics again = expect(batch, centres);
    again.multiply(size);
    running.recentre(centres);
    again.merge(running, kept);
    return again;
  }

  private SufficientStatistics expect(LocalEngine batch, double[] centres) {
    int k = parameters.components();
    int d = parameters.dimension();
    return batch.evaluate(
        parameters,
        () -> new SufficientStatistics(centres, k, d, running.moments()),
        partial -> partial.reset(centres),
        SufficientStatistics::merge,
        (kernel, block, first, partial) -> kernel.accumulate(block, Assignment.SOFT, partial));
  }

  private double checked(double size) {
    if (!(size > 0 && size <= 1)) {
      throw new IllegalArgumentException(
          "stepSize must be in (0, 1], but was " + size + " in step " + (steps + 1));
    }
    return size;
  }

  /** Returns the current parameters. */
  public final MixtureParameters parameters() {
    return parameters;
  }

  /** Returns the backend that is used. */
  public final LinearAlgebraBackend backend() {
    return backend;
  }

  /** Returns the number of steps done. */
  public final long steps() {
    return steps;
  }
}
