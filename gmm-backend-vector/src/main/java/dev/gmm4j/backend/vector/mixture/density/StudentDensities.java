package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.spi.StudentKernelParameters;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * From squared distances to log-densities and scale weights of t distributions, for the samples of one panel and one component
 * at a time: {@code c - ½(ν + d) ln x} and {@code (ν + d)/(ν x)} with {@code x = 1 + δ/ν}.
 *
 * <p>Both need a division, by {@code x} and, within the logarithm, by {@code m + 1} of its significand {@code m}. One division by
 * the product serves both, which saves a few hundredths of an iteration.
 */
public final class StudentDensities {
  /** Squared distances are cut off here. */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final double[] factors;
  private final double[] limits;
  private final double[] peaks;
  private final double[] exponents;
  private final double[] coefficients;
  private final double[] logarithms;
  private final double[] scaleWeights;

  /** Creates what evaluates densities. */
  public StudentDensities(int maxComponents) {
    this.factors = new double[maxComponents];
    this.limits = new double[maxComponents];
    this.peaks = new double[maxComponents];
    this.exponents = new double[maxComponents];
    this.coefficients = new double[maxComponents];
    this.logarithms = new double[maxComponents * WIDTH];
    this.scaleWeights = new double[maxComponents * WIDTH];
  }

  /** Sets the parameters. */
  public void use(StudentKernelParameters parameters) {
    for (int k = 0; k < parameters.components(); k++) {
      double nu = parameters.degreesOfFreedom(k);
      factors[k] = -2 / nu;
      limits[k] = 1 + MAX_SQUARED_DISTANCE / nu;
      peaks[k] = (nu + parameters.dimension()) / nu;
      exponents[k] = -0.5 * (nu + parameters.dimension());
      coefficients[k] = parameters.logCoefficient(k);
    }
  }

  /** Returns {@code ln(1 + δ/ν)} of the current panel, those of component {@code k} from {@code k*WIDTH}. */
  public double[] logarithms() {
    return logarithms;
  }

  /** Returns scale weights of the current panel, those of component {@code k} from {@code k*WIDTH}. */
  public double[] scaleWeights() {
    return scaleWeights;
  }

  /** Turns a panel's {@code -δ/2} under a component into weighted log-densities, and keeps maxima. */
  public void logDensities(int k, double[] values, int at, double[] maxima, int maximaAt) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector factor = DoubleVector.broadcast(SPECIES, factors[k]);
    DoubleVector limit = DoubleVector.broadcast(SPECIES, limits[k]);
    DoubleVector peak = DoubleVector.broadcast(SPECIES, peaks[k]);
    DoubleVector exponent = DoubleVector.broadcast(SPECIES, exponents[k]);
    DoubleVector coefficient = DoubleVector.broadcast(SPECIES, coefficients[k]);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector half = DoubleVector.fromArray(SPECIES, values, at + v);
      DoubleVector x = FMA ? half.fma(factor, one) : half.mul(factor).add(one);
      // Written so that NaN, from infinity minus infinity, is cut off too.
      x = limit.blend(x, x.compare(VectorOperators.LT, limit));
      LongVector bits = x.reinterpretAsLongs();
      LongVector binary =
          bits.sub(PanelDensities.SQRT_HALF_BITS).lanewise(VectorOperators.LSHR, 52);
      DoubleVector m = bits.sub(binary.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
      DoubleVector e =
          binary.or(PanelDensities.ROUNDING_BITS).reinterpretAsDoubles().sub(0x1p52);
      DoubleVector above = m.add(one);
      DoubleVector reciprocal = one.div(above.mul(x));
      above.mul(reciprocal).mul(peak).intoArray(scaleWeights, k * WIDTH + v);
      DoubleVector z = m.sub(one).mul(x.mul(reciprocal));
      DoubleVector t = z.mul(z);
      DoubleVector p = PanelDensities.LOG_6;
      p = FMA ? p.fma(t, PanelDensities.LOG_5) : p.mul(t).add(PanelDensities.LOG_5);
      p = FMA ? p.fma(t, PanelDensities.LOG_4) : p.mul(t).add(PanelDensities.LOG_4);
      p = FMA ? p.fma(t, PanelDensities.LOG_3) : p.mul(t).add(PanelDensities.LOG_3);
      p = FMA ? p.fma(t, PanelDensities.LOG_2) : p.mul(t).add(PanelDensities.LOG_2);
      p = FMA ? p.fma(t, PanelDensities.LOG_1) : p.mul(t).add(PanelDensities.LOG_1);
      p = FMA ? p.fma(t, PanelDensities.LOG_0) : p.mul(t).add(PanelDensities.LOG_0);
      DoubleVector small = p.mul(t).mul(z).add(e.mul(PanelDensities.LN2_LOW));
      DoubleVector logarithm = e.mul(PanelDensities.LN2_HIGH).add(small.add(z.add(z)));
      logarithm.intoArray(logarithms, k * WIDTH + v);
      DoubleVector density =
          FMA ? logarithm.fma(exponent, coefficient) : logarithm.mul(exponent).add(coefficient);
      density.intoArray(values, at + v);
      DoubleVector most = DoubleVector.fromArray(SPECIES, maxima, maximaAt + v);
      most.blend(density, density.compare(VectorOperators.GT, most))
          .intoArray(maxima, maximaAt + v);
    }
  }
}
