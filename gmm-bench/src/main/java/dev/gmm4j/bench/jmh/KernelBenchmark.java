package dev.gmm4j.bench.jmh;

import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures the work of a kernel on one block of samples that it has laid out, again and again in one thread: everything
 * is in the caches, nothing but the kernel is measured.
 *
 * <p>A kernel chooses its block's size, and another version may choose another: compare {@code samples}, the time per
 * sample.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by JMH
public class KernelBenchmark {
  private static final int SETTLING_ITERATIONS = 3;

  /** So many that each component has samples enough for a covariance matrix. */
  private static final int SAMPLES_PER_FEATURE_AND_COMPONENT = 8;

  @Param(RequestedBackend.EJML)
  String backend;

  /** Features and components. */
  @Param({"2x3", "8x8", "10x8", "16x16", "32x16", "64x16", "128x16"})
  String mixture;

  @Param
  Overlap overlap;

  @Param
  CovarianceType structure;

  private MixtureKernel kernel;
  private MixtureParameters parameters;
  private SampleBlock block;
  private SufficientStatistics statistics;
  private double[] logDensities;
  private double[] responsibilities;
  private int[] labels;

  /** Counts samples, so that JMH reports the time of one. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Count {
    /** The number of samples that were looked at. */
    public long samples;
  }

  /** Finds parameters as they are in the midst of a fit, and lays out a block. */
  @Setup
  public void setUp() {
    LinearAlgebraBackend algebra = RequestedBackend.get(backend);
    Shape size = Shape.parse("1x" + mixture);
    int d = size.dimension();
    int components = size.components();
    kernel = MixtureKernels.of(algebra, d, components);
    int rows =
        Math.max(kernel.blockRows(), SAMPLES_PER_FEATURE_AND_COMPONENT * (d + 1) * components);
    Blobs blobs = Blobs.of(new Shape(rows, d, components), overlap, 1);
    Maximization maximization = new Maximization(structure, 1e-6);
    parameters = KernelPass.start(blobs, algebra);
    try (KernelPass pass = new KernelPass(algebra, blobs.samples(), components)) {
      for (int i = 0; i < SETTLING_ITERATIONS; i++) {
        parameters = pass.iterate(parameters, maximization, algebra);
      }
    }
    kernel.use(parameters.kernelParameters());
    block = kernel.load(blobs.samples().block(0, kernel.blockRows()));
    statistics =
        new SufficientStatistics(parameters.means(), components, d, maximization.moments());
    logDensities = new double[block.rows()];
    responsibilities = new double[block.rows() * components];
    labels = new int[block.rows()];
    kernel.responsibilities(block, logDensities, responsibilities);
  }

  /** Measures expectation and moments, which an iteration of EM does with each block. */
  @Benchmark
  public SufficientStatistics expectation(Count count) {
    kernel.accumulate(block, Assignment.SOFT, statistics);
    count.samples += block.rows();
    return statistics;
  }

  /** Measures the moments alone, with responsibilities that are given. */
  @Benchmark
  public SufficientStatistics moments(Count count) {
    kernel.accumulate(block, responsibilities, statistics);
    count.samples += block.rows();
    return statistics;
  }

  /** Measures log-densities. */
  @Benchmark
  public double[] logDensities(Count count) {
    kernel.logDensities(block, logDensities);
    count.samples += block.rows();
    return logDensities;
  }

  /** Measures log-densities and responsibilities. */
  @Benchmark
  public double[] responsibilities(Count count) {
    kernel.responsibilities(block, logDensities, responsibilities);
    count.samples += block.rows();
    return responsibilities;
  }

  /** Measures labels. */
  @Benchmark
  public int[] labels(Count count) {
    kernel.labels(block, labels);
    count.samples += block.rows();
    return labels;
  }

  /** Measures what new parameters cost once an iteration and thread. */
  @Benchmark
  public MixtureKernel use() {
    kernel.use(parameters.kernelParameters());
    return kernel;
  }

  /** Closes block and kernel. */
  @TearDown
  public void tearDown() {
    block.close();
    kernel.close();
  }
}
