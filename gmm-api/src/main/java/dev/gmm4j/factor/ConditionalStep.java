package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ascent to the maximum where noise differs between features: by turns the loadings for given noise, in closed form where
 * they do not have to fit several noises, and a step of EM with the factors as what is missing (Ghahramani and Hinton 1996;
 * McNicholas and Murphy 2008). Where each matrix has noise of its own, its variances are maximized one after another in place
 * of that (Zhao, Yu and Jiang 2008), which is much faster. What does not raise the likelihood is not taken.
 */
final class ConditionalStep implements FactorStep {
  private static final int MAX_TURNS = 50;

  /** Gains per sample that end the ascent: EM's own next iteration goes on with it. */
  private static final double GAIN = 1e-9;

  private final FactorModel model;
  private final double[] floors;
  private final FactorAlgebra algebra;
  private final FactorEmStep step;

  /**
   * Creates a step.
   *
   * @param floors the least noise variances, {@code d} positive numbers
   */
  ConditionalStep(FactorModel model, int factors, double[] floors, LinearAlgebraBackend backend) {
    this.model = model;
    this.floors = floors;
    this.algebra = new FactorAlgebra(floors.length, factors, backend);
    this.step = new FactorEmStep(model, floors, algebra);
  }

  @Override
  public LowRank maximize(double[] counts, double[][] covariances, @Nullable LowRank previous) {
    if (model.hasCommonLoadings() && model.noise() == CovarianceModel.EEI) {
      // All components have one covariance, which is that of a single one.
      double[] one = {Arrays.stream(counts).sum()};
      double[][] pooled = {Pooling.mean(counts, covariances)};
      LowRank first = previous == null
          ? null
          : new LowRank(
              new double[][] {previous.loadings()[0]}, new double[][] {previous.noise()[0]});
      return aligned(climb(one, pooled, first), first).repeated(counts.length);
    }
    return aligned(climb(counts, covariances, previous), previous);
  }

  private LowRank aligned(LowRank found, @Nullable LowRank previous) {
    return previous == null
        ? found
        : LoadingAlignment.of(found, previous, model.hasCommonLoadings(), algebra.backend());
  }

  private LowRank climb(double[] counts, double[][] covariances, @Nullable LowRank previous) {
    boolean isSeparate = counts.length == 1 || !model.hasCommonLoadings();
    boolean hasOneNoise = counts.length == 1 || model.noise() == CovarianceModel.VVI;
    LowRank current = previous == null ? first(counts, covariances) : previous;
    FactorExpectation[] expectations = expectations(current, covariances);
    double total = Arrays.stream(counts).sum();
    double deviance = deviance(counts, expectations);
    for (int turn = 0; turn < MAX_TURNS; turn++) {
      if (isSeparate) {
        // Nothing is likelier with the same noise.
        current = withLoadings(current, covariances);
        expectations = expectations(current, covariances);
      }
      LowRank next = hasOneNoise && isSeparate
          ? withNoise(current, covariances)
          : step.next(counts, current, expectations);
      FactorExpectation[] nextExpectations = expectations(next, covariances);
      double nextDeviance = deviance(counts, nextExpectations);
      if (!(nextDeviance < deviance)) {
        break;
      }
      double gain = 0.5 * (deviance - nextDeviance) / total;
      current = next;
      expectations = nextExpectations;
      deviance = nextDeviance;
      if (gain < GAIN) {
        break;
      }
    }
    return current;
  }

  private FactorExpectation[] expectations(LowRank current, double[][] covariances) {
    FactorExpectation[] expectations = new FactorExpectation[covariances.length];
    for (int k = 0; k < covariances.length; k++) {
      expectations[k] =
          algebra.expectation(current.loadings()[k], current.noise()[k], covariances[k]);
    }
    return expectations;
  }

  /** Returns {@code Σ n_k(ln|Σ_k| + tr Σ_k⁻¹S_k)}, what the maximum of the likelihood makes least. */
  private static double deviance(double[] counts, FactorExpectation[] expectations) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] * expectations[k].deviance();
    }
    return sum;
  }

  /** Returns where to begin: for each component half of each variance is noise. */
  private LowRank first(double[] counts, double[][] covariances) {
    int d = floors.length;
    double[][] residuals = new double[counts.length][d];
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < d; i++) {
        residuals[k][i] = 0.5 * covariances[k][i * d + i];
      }
    }
    double[][] noise = step.noise(counts, residuals);
    double[][] loadings = new double[counts.length][];
    if (model.hasCommonLoadings()) {
      double[] common =
          algebra.loadings(Pooling.mean(counts, covariances), Pooling.mean(counts, noise));
      Arrays.fill(loadings, common);
    } else {
      for (int k = 0; k < counts.length; k++) {
        loadings[k] = algebra.loadings(covariances[k], noise[k]);
      }
    }
    return new LowRank(loadings, noise);
  }

  private LowRank withLoadings(LowRank current, double[][] covariances) {
    double[][] loadings = new double[covariances.length][];
    for (int k = 0; k < loadings.length; k++) {
      loadings[k] = algebra.loadings(covariances[k], current.noise()[k]);
    }
    return new LowRank(loadings, current.noise());
  }

  private LowRank withNoise(LowRank current, double[][] covariances) {
    double[][] noise = new double[covariances.length][];
    for (int k = 0; k < noise.length; k++) {
      noise[k] =
          NoiseSweep.of(current.loadings()[k], current.noise()[k], covariances[k], floors, algebra);
    }
    return new LowRank(current.loadings(), noise);
  }
}
