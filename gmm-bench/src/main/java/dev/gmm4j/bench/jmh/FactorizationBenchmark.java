package dev.gmm4j.bench.jmh;

import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
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

/** The dense operations on one symmetric positive definite matrix. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // by JMH
public class FactorizationBenchmark {
  @Param(RequestedBackend.EJML)
  String backend;

  @Param({"8", "128"})
  int order;

  private LinearAlgebraBackend algebra;
  private double[] matrix;
  private double[] result;
  private double[] eigenvalues;

  /** Makes a matrix {@code AᵀA} with A of twice as many rows. */
  @Setup
  public void setUp() {
    algebra = RequestedBackend.get(backend);
    Random random = new Random(1);
    double[] tall = random.doubles(2L * order * order, -1, 1).toArray();
    double[] ones = new double[2 * order];
    Arrays.fill(ones, 1);
    matrix = new double[order * order];
    result = new double[order * order];
    eigenvalues = new double[order];
    algebra.weightedGram(2 * order, order, tall, ones, matrix);
  }

  /** Measures the Cholesky factor. */
  @Benchmark
  public double[] cholesky() {
    if (algebra.cholesky(order, matrix, result) >= 0) {
      throw new ArithmeticException("a positive definite matrix was refused");
    }
    return result;
  }

  /** Measures eigenvalues and eigenvectors. */
  @Benchmark
  public double[] eigen() {
    algebra.symmetricEigen(order, matrix, eigenvalues, result);
    return result;
  }

  /** Measures the product of the matrix with itself. */
  @Benchmark
  public double[] product() {
    algebra.multiply(Transpose.NO, Transpose.NO, order, order, order, matrix, matrix, result);
    return result;
  }
}
