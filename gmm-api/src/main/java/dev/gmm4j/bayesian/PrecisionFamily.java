package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.internal.util.SpecialFunctions;

/**
 * The conjugate distributions of the precisions {@code Λ} of a covariance type, as one exponential family: with {@code ν}
 * degrees of freedom and inverse scale {@code A} the density is {@code |Λ|^((ν-c)/2) exp(-½ tr(AΛ)) B(ν, A)}.
 *
 * <p>Full and tied: Wishart {@code W(ν, A⁻¹)}. Diagonal: {@code λ_j ~ Gamma(ν/2, a_j/2)}. Spherical: {@code λ ~ Gamma(dν/2,
 * da/2)}, with {@code A = aI}.
 */
final class PrecisionFamily {
  private static final double LOG_PI = StrictMath.log(Math.PI);
  private static final double LOG_TWO = StrictMath.log(2);

  private final CovarianceType type;
  private final int dimension;

  PrecisionFamily(CovarianceType type, int dimension) {
    this.type = type;
    this.dimension = dimension;
  }

  /** Returns what degrees of freedom must exceed. */
  double leastDegreesOfFreedom() {
    return type.isAxisAligned() ? 0 : dimension - 1;
  }

  /** Returns {@code E ln|Λ| + ln|A|}, which depends on nothing but the degrees of freedom. */
  double expectedLogDeterminant(double nu) {
    int d = dimension;
    return switch (type) {
      case FULL, TIED -> {
        double sum = d * LOG_TWO;
        for (int j = 0; j < d; j++) {
          sum += SpecialFunctions.digamma((nu - j) / 2);
        }
        yield sum;
      }
      case DIAGONAL -> d * (SpecialFunctions.digamma(nu / 2) + LOG_TWO);
      case SPHERICAL -> d * (SpecialFunctions.digamma(d * nu / 2) + LOG_TWO - StrictMath.log(d));
    };
  }

  /** Returns {@code ln B(ν, A)}. */
  double logNormalizer(double nu, double logDeterminant) {
    int d = dimension;
    double ofShape = switch (type) {
      case FULL, TIED -> {
        double sum = 0.25 * d * (d - 1) * LOG_PI;
        for (int j = 0; j < d; j++) {
          sum += SpecialFunctions.logGamma((nu - j) / 2);
        }
        yield sum;
      }
      case DIAGONAL -> d * SpecialFunctions.logGamma(nu / 2);
      case SPHERICAL -> SpecialFunctions.logGamma(d * nu / 2) - 0.5 * d * nu * StrictMath.log(d);
    };
    return 0.5 * nu * logDeterminant - 0.5 * nu * d * LOG_TWO - ofShape;
  }
}
