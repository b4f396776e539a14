package dev.gmm4j.bench.jmh;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
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

/**
 * Measures what a user waits for: initializations, k-means, and a whole default fit to convergence, on all processors.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // by JMH
public class FitBenchmark {
  @Param(RequestedBackend.EJML)
  String backend;

  @Param({"1000x2x3", "10000x8x8"})
  String size;

  private LinearAlgebraBackend algebra;
  private Samples samples;
  private int components;

  /** Draws the samples. */
  @Setup
  public void setUp() {
    algebra = RequestedBackend.get(backend);
    Blobs blobs = Blobs.of(Shape.parse(size), Overlap.SEPARATED, 1);
    samples = blobs.samples();
    components = blobs.shape().components();
  }

  /** Measures a fit with all defaults, from its initialization to convergence. */
  @Benchmark
  public GaussianMixtureFit defaultFit() {
    return RequestedBackend.check(backend, estimator().build().fit(samples));
  }

  /** Measures the default initialization and the evaluation of its likelihood. */
  @Benchmark
  public GaussianMixtureFit kMeansPlusPlusStart() {
    return RequestedBackend.check(backend, estimator().maxIterations(0).build().fit(samples));
  }

  /** Measures the initialization by k-means clusters and the evaluation of its likelihood. */
  @Benchmark
  public GaussianMixtureFit kMeansStart() {
    return RequestedBackend.check(
        backend,
        estimator()
            .initialization(Initialization.kMeans())
            .maxIterations(0)
            .build()
            .fit(samples));
  }

  /** Measures k-means on all samples. */
  @Benchmark
  public KMeansFit kMeans() {
    return KMeans.builder(components).backend(algebra).build().fit(samples);
  }

  private GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder().components(components).backend(algebra);
  }
}
