package dev.gmm4j.bench.jmh;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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

/** Reading a model file, with the factorization that makes a model of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // by JMH
public class ModelLoadBenchmark {
  private static final int COMPONENTS = 16;

  @Param(RequestedBackend.EJML)
  String backend;

  @Param({"8", "64"})
  int dimension;

  private LinearAlgebraBackend algebra;
  private Path file;

  /** Writes a model of 16 components with full covariances. */
  @Setup
  public void setUp() throws IOException {
    algebra = RequestedBackend.get(backend);
    Random random = new Random(1);
    double[] weights = new double[COMPONENTS];
    Arrays.fill(weights, 1.0 / COMPONENTS);
    double[][] means = new double[COMPONENTS][];
    Arrays.setAll(means, k -> random.doubles(dimension, -9, 9).toArray());
    double[][][] covariances = new double[COMPONENTS][dimension][dimension];
    for (double[][] covariance : covariances) {
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < i; j++) {
          covariance[i][j] = random.nextDouble();
          covariance[j][i] = covariance[i][j];
        }
        covariance[i][i] = 2 * dimension;
      }
    }
    GaussianMixture model =
        GaussianMixture.of(weights, means, Covariances.full(covariances), algebra);
    file = Files.createTempFile("gmm-bench", ".json");
    new ModelFile(model, List.of(), null).write(file);
  }

  /** Measures the reading. */
  @Benchmark
  public ModelFile load() {
    return ModelFile.read(file, algebra);
  }

  /** Removes the file. */
  @TearDown
  public void tearDown() throws IOException {
    Files.delete(file);
  }
}
