package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an iteration of EM allocates in the Java heap is bounded, on every backend there is. The native arrays of nd4j are
 * not in the heap, and so not seen here.
 */
class AllocationGuardTest {
  private static final Shape SHAPE = new Shape(20_011, 24, 6);
  private static final int FIRST = 3;
  private static final int LAST = 9;

  /** After so many fits what an iteration does is compiled. */
  private static final int MAX_FITS = 400;

  /**
   * How many arrays of the size of the statistics an iteration may make: partial sums of the chunks (two for each thread
   * and one for each level of the tree), the covariances with and without what is added to them, their factors, and the
   * kernels' copies of these. Measured: 4 to 16, and 23 with one covariance, as kernels copy its factor for each component.
   */
  private static final double RESULTS = 30;

  /** What the objects around one component's products on one block may take. Measured: nothing. */
  private static final double BYTES_PER_OPERATION = 256;

  /** What does not depend on any size. Measured: less than 10 kB. */
  private static final double BYTES_PER_ITERATION = 16 * 1024;

  /** JavaCPP makes a pointer object for every argument of a native call. Measured: 11 kB. */
  private static final double ND4J_BYTES_PER_OPERATION = 16 * 1024;

  /** Commons Math's matrices own their numbers: every operand and result is a copy. Measured: 4.7 times the samples. */
  private static final double COMMONS_MATH_COPIES = 6;

  static Stream<Arguments> cases() {
    return RequestedBackend.available().stream()
        .flatMap(
            backend -> Stream.of(CovarianceType.values()).map(type -> Arguments.of(backend, type)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void iteration_allocatesItsResults_andNoMore(String id, CovarianceType type) {
    LinearAlgebraBackend backend = RequestedBackend.get(id);
    int components = SHAPE.components();
    int d = SHAPE.dimension();
    int moments = new Maximization(type, 0).moments().size(components, d);
    double results = 8.0 * (moments + components * (d + 1));
    boolean triangular = type == CovarianceType.FULL || type == CovarianceType.TIED;
    double products = blocks(backend) * components * bytesPerOperation(id)
        + copies(id) * 8.0 * SHAPE.rows() * d * components;
    double bound = BYTES_PER_ITERATION + RESULTS * results + (triangular ? products : 0);

    // Vectors are objects until the compiler has seen to it that they are not.
    double allocated;
    int fits = 0;
    do {
      allocated = allocatedPerIteration(backend, type);
    } while (allocated >= bound && ++fits < MAX_FITS);

    assertThat(allocated).isPositive().isLessThan(bound);
  }

  private static double blocks(LinearAlgebraBackend backend) {
    try (MixtureKernel kernel = MixtureKernels.of(backend, SHAPE.dimension(), SHAPE.components())) {
      return Math.ceil((double) SHAPE.rows() / kernel.blockRows());
    }
  }

  private static double bytesPerOperation(String id) {
    return id.equals("nd4j") ? ND4J_BYTES_PER_OPERATION : BYTES_PER_OPERATION;
  }

  private static double copies(String id) {
    return id.equals("commonsmath") ? COMMONS_MATH_COPIES : 0;
  }

  private static double allocatedPerIteration(LinearAlgebraBackend backend, CovarianceType type) {
    Blobs blobs = Blobs.of(SHAPE, Overlap.OVERLAPPING, 1);
    long[] allocated = new long[LAST + 1];
    GaussianMixtureEstimator.builder()
        .components(SHAPE.components())
        .covarianceType(type)
        .initialization(Initialization.parameters(blobs.start(backend)))
        .maxIterations(LAST)
        .tolerance(0)
        .threads(2)
        .backend(backend)
        // The engine's threads are there, and idle, while the listener is told.
        .listener(progress -> allocated[progress.iteration()] = Allocation.bytes())
        .build()
        .fit(blobs.samples());
    return (double) (allocated[LAST] - allocated[FIRST]) / (LAST - FIRST);
  }
}
