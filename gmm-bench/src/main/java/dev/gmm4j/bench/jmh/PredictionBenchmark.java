package dev.gmm4j.bench.jmh;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.data.Samples;
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

/** Measures the uses of a model, on all processors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // by JMH
public class PredictionBenchmark {
  @Param(RequestedBackend.EJML)
  String backend;

  @Param("20000x16x8")
  String size;

  private Samples samples;
  private GaussianMixture model;

  /** Fits a model with full covariances. */
  @Setup
  public void setUp() {
    LinearAlgebraBackend algebra = RequestedBackend.get(backend);
    Blobs blobs = Blobs.of(Shape.parse(size), Overlap.OVERLAPPING, 1);
    samples = blobs.samples();
    model = RequestedBackend.check(
            backend,
            GaussianMixtureEstimator.builder()
                .components(blobs.shape().components())
                .initialization(Initialization.parameters(blobs.start(algebra)))
                .maxIterations(2)
                .backend(algebra)
                .build()
                .fit(samples))
        .model();
  }

  /** Measures labels. */
  @Benchmark
  public int[] labels() {
    return model.predict(samples);
  }

  /** Measures responsibilities. */
  @Benchmark
  public double[][] responsibilities() {
    return model.responsibilities(samples);
  }

  /** Measures log-densities. */
  @Benchmark
  public double[] logDensities() {
    return model.logDensities(samples);
  }
}
