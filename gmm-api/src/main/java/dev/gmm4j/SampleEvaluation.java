package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.data.SampleRows;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.function.Function;

/** The evaluation of a mixture at many samples, by kernels, over their blocks. */
final class SampleEvaluation {
  private final MixtureParameters parameters;
  private final LinearAlgebraBackend backend;
  private final int threads;
  private final Samples samples;
  private final int components;

  /** Noise counted as one. */
  private final int evaluated;

  SampleEvaluation(
      MixtureParameters parameters, LinearAlgebraBackend backend, int threads, Samples samples) {
    check(
        samples.dimension() == parameters.dimension(),
        "samples must have %d columns, as the model has features, but had %d",
        parameters.dimension(),
        samples.dimension());
    this.parameters = parameters;
    this.backend = backend;
    this.threads = threads;
    this.samples = samples;
    this.components = parameters.components();
    this.evaluated = parameters.kernelParameters().components();
  }

  /** Arrays for one block's results. */
  private static final class Scratch {
    private final int[] labels;
    private final double[] logDensities;
    private final double[] responsibilities;

    Scratch(int rows, int components) {
      labels = new int[rows];
      logDensities = new double[rows];
      responsibilities = new double[rows * components];
    }
  }

  /** Takes a sample's posterior probabilities, that of noise behind the components'. */
  private interface PosteriorReader {
    void read(int row, double[] all, int from);
  }

  int[] labels() {
    int[] labels = new int[size()];
    evaluate((kernel, block, first, scratch) -> {
      kernel.labels(block, scratch.labels);
      for (int i = 0; i < block.rows(); i++) {
        int label = scratch.labels[i];
        labels[(int) first + i] = label < components ? label : UniformNoise.LABEL;
      }
    });
    return labels;
  }

  double[][] responsibilities() {
    double[][] responsibilities = new double[size()][components];
    posterior(
        (row, all, from) -> System.arraycopy(all, from, responsibilities[row], 0, components));
    return responsibilities;
  }

  double[] noiseProbabilities() {
    double[] probabilities = new double[size()];
    if (evaluated > components) {
      posterior((row, all, from) -> probabilities[row] = all[from + components]);
    }
    return probabilities;
  }

  double[] logDensities() {
    double[] logDensities = new double[size()];
    evaluate((kernel, block, first, scratch) -> {
      kernel.logDensities(block, scratch.logDensities);
      System.arraycopy(scratch.logDensities, 0, logDensities, (int) first, block.rows());
    });
    return logDensities;
  }

  Score score(long freeParameters) {
    try (LocalEngine engine = engine()) {
      double[] means = parameters.kernelParameters().means();
      SufficientStatistics statistics = engine.evaluate(
          parameters,
          () -> new SufficientStatistics(means, evaluated, parameters.dimension(), Moments.NONE),
          partial -> partial.reset(means),
          SufficientStatistics::merge,
          (kernel, block, first, partial) -> kernel.accumulate(block, Assignment.SOFT, partial));
      double totalWeight = totalWeight(statistics);
      if (!(totalWeight > 0)) {
        throw new InvalidSamplesException("weights must not all be 0");
      }
      return new Score(samples.count(), totalWeight, statistics.logLikelihood(), freeParameters);
    }
  }

  /** Rows of which nothing is observed do not count, as in a fit. */
  private double totalWeight(SufficientStatistics statistics) {
    if (samples.isWeighted()) {
      return statistics.totalWeight();
    }
    return samples.mayHaveMissingValues() ? Math.rint(statistics.totalWeight()) : samples.count();
  }

  double[][] squaredDistances() {
    SampleChecks.requireComplete(samples, "squared distances");
    return ofSingleSamples(PointDensities::squaredDistances);
  }

  double[][] componentLogDensities() {
    SampleChecks.requireComplete(samples, "log-densities of components");
    return ofSingleSamples(PointDensities::componentLogDensities);
  }

  private double[][] ofSingleSamples(Function<PointDensities, double[]> result) {
    double[][] results = new double[size()][];
    double[] sample = new double[parameters.dimension()];
    for (int i = 0; i < results.length; i++) {
      RowBlock row = samples.block(i, 1);
      SampleChecks.requireFinite(row, i);
      System.arraycopy(row.values(), row.offset(), sample, 0, sample.length);
      results[i] = result.apply(PointDensities.of(parameters, sample));
    }
    return results;
  }

  double[][] logDensityGradients() {
    SampleChecks.requireComplete(samples, "gradients of log-densities");
    double[][] gradients = new double[size()][];
    LogDensityGradient gradient = new LogDensityGradient(parameters);
    SampleRows.forEach(samples, (i, row) -> gradients[i] = gradient.at(row));
    return gradients;
  }

  private void posterior(PosteriorReader reader) {
    evaluate((kernel, block, first, scratch) -> {
      kernel.responsibilities(block, scratch.logDensities, scratch.responsibilities);
      for (int i = 0; i < block.rows(); i++) {
        reader.read((int) first + i, scratch.responsibilities, i * evaluated);
      }
    });
  }

  private void evaluate(LocalEngine.BlockBody<Scratch> body) {
    try (LocalEngine engine = engine()) {
      engine.evaluate(
          parameters,
          () -> new Scratch(engine.blockRows(), evaluated),
          scratch -> {},
          (left, right) -> {},
          body);
    }
  }

  private LocalEngine engine() {
    return new LocalEngine(
        samples, IncompleteKernel.evaluators(samples, backend, parameters), evaluated, threads);
  }

  private int size() {
    check(
        samples.count() <= Integer.MAX_VALUE - 8,
        "samples must be at most %d for a result in memory, but were %d",
        Integer.MAX_VALUE - 8,
        samples.count());
    return (int) samples.count();
  }
}
