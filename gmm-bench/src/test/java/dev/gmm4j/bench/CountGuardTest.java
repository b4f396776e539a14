package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.MixtureKernels;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often an iteration of EM does what it costs by: the same on any machine, and so a guard where time is none. What an
 * iteration does is what a fit of a few more does more.
 */
class CountGuardTest {
  private static final Shape SHAPE = new Shape(3001, 5, 11);
  private static final int THREADS = 2;

  /** A product with triangular factors is done in panels, which leave out zeros. */
  private static final int PANELS = 8;

  private static final int FEW = 3;
  private static final int MANY = 7;

  @ParameterizedTest
  @EnumSource
  void iteration_looksAtEachSampleOnce_andFactorizesEachCovarianceOnce(CovarianceType type) {
    CountingBackend few = fit(type, FEW);
    CountingBackend many = fit(type, MANY);
    int components = SHAPE.components();
    int factorizations = switch (type) {
      case FULL -> components;
      case TIED -> 1;
      case DIAGONAL, SPHERICAL -> 0;
    };
    double blocks = blocks(few);

    assertThat(perIteration(few, many, c -> c.accumulatedRows.get())).isEqualTo(SHAPE.rows());
    assertThat(perIteration(few, many, c -> c.factorizations.get())).isEqualTo(factorizations);
    assertThat(perIteration(few, many, c -> c.loadedRows.get())).isLessThanOrEqualTo(SHAPE.rows());
    // A thread that finds nothing left to do in a pass takes no parameters; the last pass is for
    // the likelihood.
    assertThat(many.parameters.get()).isLessThanOrEqualTo(THREADS * (MANY + 1));
    // One product whitens a block for all components together, as their factors are small.
    assertThat(perIteration(few, many, c -> c.products.get()))
        .isLessThanOrEqualTo(factorizations == 0 ? 0 : blocks * PANELS);
    // Pooled or not, the moments of a block are one Gram matrix for each component.
    assertThat(perIteration(few, many, c -> c.grams.get()))
        .isLessThanOrEqualTo(factorizations == 0 ? 0 : blocks * components);
  }

  private static double perIteration(
      CountingBackend few, CountingBackend many, ToLongFunction<CountingBackend> count) {
    return (double) (count.applyAsLong(many) - count.applyAsLong(few)) / (MANY - FEW);
  }

  private static double blocks(CountingBackend backend) {
    int blockRows =
        MixtureKernels.of(backend, SHAPE.dimension(), SHAPE.components()).blockRows();
    return Math.ceil((double) SHAPE.rows() / blockRows);
  }

  private static CountingBackend fit(CovarianceType type, int iterations) {
    CountingBackend backend = new CountingBackend(RequestedBackend.get(RequestedBackend.EJML));
    Blobs blobs = Blobs.of(SHAPE, Overlap.OVERLAPPING, 1);
    GaussianMixtureEstimator.builder()
        .components(SHAPE.components())
        .covarianceType(type)
        .initialization(Initialization.parameters(blobs.start(backend)))
        .maxIterations(iterations)
        .tolerance(0)
        .threads(THREADS)
        .backend(backend)
        .build()
        .fit(blobs.samples());
    return backend;
  }
}
