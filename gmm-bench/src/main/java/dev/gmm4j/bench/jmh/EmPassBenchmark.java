package dev.gmm4j.bench.jmh;

import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One iteration of EM, expectation and maximization, in one thread: the kernel without the engine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // by JMH
public class EmPassBenchmark {
  private static final int SETTLING_ITERATIONS = 2;

  @Param(RequestedBackend.EJML)
  String backend;

  @Param({"1000x2x2", "10000x16x8"})
  String shape;

  @Param
  Overlap overlap;

  @Param
  CovarianceType structure;

  private LinearAlgebraBackend algebra;
  private KernelPass pass;
  private Maximization maximization;
  private MixtureParameters parameters;

  /** Lays out the samples and finds parameters of the right type. */
  @Setup
  public void setUp() {
    algebra = RequestedBackend.get(backend);
    Blobs blobs = Blobs.of(Shape.parse(shape), overlap, 1);
    pass = new KernelPass(algebra, blobs.samples(), blobs.shape().components());
    maximization = new Maximization(structure, 1e-6);
    parameters = KernelPass.start(blobs, algebra);
    for (int i = 0; i < SETTLING_ITERATIONS; i++) {
      parameters = iteration();
    }
  }

  /** Measures one iteration from the same parameters. */
  @Benchmark
  public MixtureParameters iteration() {
    return pass.iterate(parameters, maximization, algebra);
  }

  /** Closes the kernel. */
  @TearDown
  public void tearDown() {
    pass.close();
  }
}
