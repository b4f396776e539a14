package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.internal.oracle.DensityOracle;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.internal.oracle.StatisticsOracle;
import dev.gmm4j.tck.internal.oracle.TextbookBackend;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;

/** Densities at the extremes of log-sum-exp. */
final class DensityRules {
  static final List<Rule> RULES = List.of(
      new Rule(
          "DENS-01",
          "a sample however far from all components has a finite log-density, responsibilities that sum to 1, and finite"
              + " statistics",
          "K ε for the sum of K responsibilities",
          "exponentials without subtracting the largest exponent, squares that overflow, and infinity minus infinity",
          DensityRules::farSamples),
      new Rule(
          "DENS-02",
          "log-densities and responsibilities keep their relative precision in tails up to 1e4 standard deviations",
          "the rounding error of W(x - μ) for each component, carried through log-sum-exp (see DensityOracle)",
          "densities in linear space, and constants such as 1e-300 added to avoid a logarithm of 0",
          DensityRules::tails),
      new Rule(
          "DENS-03",
          "components of standard deviations from 1e-6 to 1e6 have the right densities, which may exceed 1",
          "as DENS-02",
          "determinants that underflow or overflow where a sum of logarithms is meant",
          DensityRules::scales),
      new Rule(
          "DENS-04",
          "a component of weight 0 gets no responsibility, is never a label, and disturbs no other number",
          "as DENS-02; exact for the component itself",
          "0 times negative infinity, and the component being nearest to a far sample",
          DensityRules::weightZero),
      new Rule(
          "DENS-05",
          "between components of equal density responsibilities are equal and the smallest index is the label",
          "(K + 4) ε for responsibilities; exact for labels",
          ">= where > is meant in the search for the largest",
          DensityRules::ties),
      new Rule(
          "DENS-06",
          "a component whose factor is 0, as noise has, is of the same density everywhere",
          "as DENS-02",
          "log-coefficients computed from determinants where KernelParameters.logCoefficient has them, and divisions by"
              + " the diagonal of the factor",
          DensityRules::noise),
      new Rule(
          "DENS-07",
          "weights that are all multiplied by eᶜ, so that they do not sum to 1, add c to log-densities and change neither"
              + " responsibilities, labels nor moments",
          "as DENS-02 and STAT-01, of the multiplied weights",
          "weights that are normalized, exponentials of log-weights, and negligible responsibilities that are taken"
              + " relative to a weight and not to its share",
          DensityRules::unnormalized));

  /** Up to weights and sums of weights that overflow, and underflow. */
  private static final double[] LOG_FACTORS = {-800, 1, 30, 800};

  private DensityRules() {}

  private static void farSamples(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 9}) {
        KernelParameters parameters =
            MixtureCase.of(tck.random(), type, d, 3).build().parameters();
        for (double distance : new double[] {1e3, 1e8, 1e30, 1e100, 1e145}) {
          tck.at("%s, d=%d, distance %.0e", type.label(), d, distance);
          double[] values = Matrices.uniform(tck.random(), 5 * d);
          for (int i = 0; i < values.length; i++) {
            values[i] = distance * Math.copySign(0.5 + Math.abs(values[i]) / 2, values[i]);
          }
          checkFinite(tck, parameters, new RowBlock(values, 0, 5, d, null), distance);
        }
      }
    }
  }

  private static void checkFinite(
      TckContext tck, KernelParameters parameters, RowBlock rows, double distance) {
    int components = parameters.components();
    Kernels.Posterior posterior = Kernels.responsibilities(tck.backend(), parameters, rows);
    double[] logDensities = Kernels.logDensities(tck.backend(), parameters, rows);
    int[] labels = Kernels.labels(tck.backend(), parameters, rows);
    for (int i = 0; i < rows.rows(); i++) {
      tck.that(
          Double.isFinite(logDensities[i]) && logDensities[i] < -1000,
          "the log-density is " + logDensities[i]);
      tck.that(
          Double.isFinite(posterior.logDensities()[i]),
          "the log-density is " + posterior.logDensities()[i]);
      double sum = 0;
      for (int k = 0; k < components; k++) {
        double r = posterior.responsibilities()[i * components + k];
        tck.that(r >= 0 && r <= 1 + EPSILON, "a responsibility is " + r);
        sum += r;
      }
      tck.near("sum of responsibilities", sum, 1, components * EPSILON);
      tck.that(labels[i] >= 0 && labels[i] < components, "the label is " + labels[i]);
    }
    for (Assignment assignment : Assignment.values()) {
      SufficientStatistics statistics = new SufficientStatistics(
          parameters.means(), components, parameters.dimension(), Moments.FULL);
      Kernels.accumulate(tck.backend(), parameters, assignment, rows, statistics);
      tck.that(
          Double.isFinite(statistics.logLikelihood()),
          "the log-likelihood is " + statistics.logLikelihood());
      double n = rows.rows();
      tck.near("sum of counts", statistics.totalWeight(), n, n * components * EPSILON);
      double largest = Arrays.stream(statistics.second()).map(Math::abs).max().orElse(0);
      tck.that(
          largest < 5.0 * n * distance * distance,
          "second moments are " + largest + " for squared distances of " + distance * distance);
    }
  }

  private static void tails(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 2, 5, 9}) {
        MixtureCase base = MixtureCase.of(tck.random(), type, d, 3).build();
        for (double distance : new double[] {10, 40, 100, 1e3, 1e4}) {
          double[] values = base.rows().values().clone();
          for (int i = 0; i < values.length; i++) {
            values[i] *= distance;
          }
          tck.at("%s, distance %.0e", base, distance);
          compare(tck, base.parameters(), new RowBlock(values, 0, base.rows().rows(), d, null));
        }
      }
    }
  }

  private static void scales(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 4, 33, 97}) {
        for (double scale : new double[] {1e-6, 1e-3, 1e6}) {
          MixtureCase scaled =
              MixtureCase.of(tck.random(), type, d, 2).rows(8).scale(scale).build();
          tck.at("%s, scale %.0e", scaled, scale);
          compare(tck, scaled.parameters(), scaled.rows());
        }
      }
    }
  }

  private static void compare(TckContext tck, KernelParameters parameters, RowBlock rows) {
    DensityOracle oracle = new DensityOracle(parameters, rows);
    Kernels.Posterior actual = Kernels.responsibilities(tck.backend(), parameters, rows);
    tck.near(
        "log-density", actual.logDensities(), oracle.logDensities(), oracle.logDensityBounds());
    tck.near(
        "responsibility",
        actual.responsibilities(),
        oracle.responsibilities(),
        oracle.responsibilityBounds());
  }

  private static void weightZero(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int without = 0; without < 3; without++) {
        MixtureCase base = MixtureCase.of(tck.random(), type, 3, 3).build();
        KernelParameters parameters = without(base.mixture(), without).kernelParameters();
        RowBlock rows = base.rows();
        // One row at the mean of the component that has no weight.
        System.arraycopy(parameters.means(), without * 3, rows.values(), 0, 3);
        tck.at("%s, component %d", base, without);
        compare(tck, parameters, rows);
        Statistics.compare(tck, parameters, Assignment.SOFT, rows, Moments.FULL);
        double[] responsibilities =
            Kernels.responsibilities(tck.backend(), parameters, rows).responsibilities();
        int[] labels = Kernels.labels(tck.backend(), parameters, rows);
        for (int i = 0; i < rows.rows(); i++) {
          tck.that(labels[i] != without, "it is the label of row " + i);
          tck.that(
              responsibilities[i * 3 + without] == 0,
              "its responsibility is " + responsibilities[i * 3 + without]);
        }
      }
    }
  }

  private static MixtureParameters without(MixtureParameters parameters, int component) {
    double[] weights = parameters.weights().clone();
    weights[component] = 0;
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    double[] means = parameters.means().clone();
    means[component * parameters.dimension()] += 5;
    return MixtureParameters.of(
        weights, means, parameters.covariances(), new TextbookBackend("textbook"));
  }

  private static void noise(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 9, 16}) {
        MixtureCase base = MixtureCase.of(tck.random(), type, d, 3).build();
        double[] upper = new double[d];
        Arrays.fill(upper, 10);
        UniformNoise noise = new UniformNoise(0.25, NoiseRegion.of(new double[d], upper));
        double[] weights =
            Arrays.stream(base.mixture().weights()).map(w -> 0.75 * w).toArray();
        KernelParameters parameters = MixtureParameters.of(
                weights,
                base.mixture().means(),
                base.mixture().covariances(),
                new TextbookBackend("textbook"))
            .with(noise)
            .kernelParameters();
        double[] values = base.rows().values();
        for (int i = 0; i < values.length; i++) {
          // Some rows are the noise's alone.
          values[i] *= i / d % 4 == 0 ? 1e3 : 1;
        }
        tck.at("%s", base);
        compare(tck, parameters, base.rows());
        Statistics.compare(tck, parameters, Assignment.SOFT, base.rows(), Moments.FULL);
        DensityOracle oracle = new DensityOracle(parameters, base.rows());
        int[] labels = Kernels.labels(tck.backend(), parameters, base.rows());
        for (int i = 0; i < labels.length; i++) {
          tck.that(
              !oracle.isClear(i) || labels[i] == oracle.label(i),
              "the label of row " + i + " is " + labels[i]);
        }
      }
    }
  }

  private static void unnormalized(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 5, 13}) {
        MixtureCase base = MixtureCase.of(tck.random(), type, d, 5).rows(17).build();
        for (double logFactor : LOG_FACTORS) {
          tck.at("%s, c=%.0f", base, logFactor);
          KernelParameters scaled = scaled(base.parameters(), logFactor);
          compareShifted(tck, base, scaled, logFactor);
          for (Assignment assignment : Assignment.values()) {
            compareStatistics(tck, base, scaled, assignment, logFactor);
          }
        }
      }
    }
  }

  private static KernelParameters scaled(KernelParameters parameters, double logFactor) {
    return new KernelParameters(
        Arrays.stream(parameters.logWeights()).map(w -> w + logFactor).toArray(),
        parameters.means(),
        parameters.factors(),
        parameters.centre(),
        parameters.variances());
  }

  /** Compares with the textbook for the weights as they were; larger logarithms have larger rounding errors. */
  private static void compareShifted(
      TckContext tck, MixtureCase base, KernelParameters scaled, double logFactor) {
    RowBlock rows = base.rows();
    DensityOracle expected = new DensityOracle(base.parameters(), rows);
    DensityOracle bounds = new DensityOracle(scaled, rows);
    double[] shifted =
        Arrays.stream(expected.logDensities()).map(log -> log + logFactor).toArray();
    Kernels.Posterior actual = Kernels.responsibilities(tck.backend(), scaled, rows);
    tck.near("log-density", actual.logDensities(), shifted, bounds.logDensityBounds());
    tck.near(
        "log-density",
        Kernels.logDensities(tck.backend(), scaled, rows),
        shifted,
        bounds.logDensityBounds());
    tck.near(
        "responsibility",
        actual.responsibilities(),
        expected.responsibilities(),
        bounds.responsibilityBounds());
    int[] labels = Kernels.labels(tck.backend(), scaled, rows);
    for (int i = 0; i < labels.length; i++) {
      tck.that(
          !bounds.isClear(i) || labels[i] == expected.label(i),
          "the label of row " + i + " is " + labels[i]);
    }
  }

  private static void compareStatistics(
      TckContext tck,
      MixtureCase base,
      KernelParameters scaled,
      Assignment assignment,
      double logFactor) {
    RowBlock rows = base.rows();
    SufficientStatistics actual = new SufficientStatistics(
        scaled.means(), scaled.components(), scaled.dimension(), Moments.FULL);
    Kernels.accumulate(tck.backend(), scaled, assignment, rows, actual);
    StatisticsOracle expected = Statistics.expected(base.parameters(), assignment, rows, actual);
    StatisticsOracle bounds = Statistics.expected(scaled, assignment, rows, actual);
    tck.near("count", actual.weights(), expected.weights(), bounds.weightBounds());
    tck.near("first moment", actual.first(), expected.first(), bounds.firstBounds());
    tck.near("second moment", actual.second(), expected.second(), bounds.secondBounds());
    tck.near(
        "log-likelihood",
        actual.logLikelihood(),
        expected.logLikelihood() + logFactor * rows.rows(),
        bounds.logLikelihoodBound());
  }

  /** Small integers and powers of two: all kernels compute them without rounding. */
  private static void ties(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int components : new int[] {2, 4, 8}) {
        int d = 2;
        double[] weights = new double[components];
        Arrays.fill(weights, 1.0 / components);
        double[] means = new double[components * d];
        for (int k = 0; k < components; k++) {
          means[k * d] = k % 2 == 0 ? -1 : 1;
        }
        double[] covariances = new double[type.size(components, d)];
        for (int i = 0; i < covariances.length; i++) {
          boolean matrix = type == CovarianceType.FULL || type == CovarianceType.TIED;
          covariances[i] = !matrix || i % 4 == 0 || i % 4 == 3 ? 1 : 0;
        }
        KernelParameters parameters = MixtureParameters.of(
                weights,
                means,
                Covariances.of(type, components, d, covariances),
                new TextbookBackend("textbook"))
            .kernelParameters();
        tck.at("%s, K=%d", type.label(), components);
        double[] values = {0, 0, 0, 1, 0, -2, 0, 3};
        RowBlock rows = new RowBlock(values, 0, 4, d, null);
        double[] equal = new double[4 * components];
        Arrays.fill(equal, 1.0 / components);
        double[] bounds = new double[equal.length];
        Arrays.fill(bounds, (components + 4) * EPSILON);
        tck.near(
            "responsibility",
            Kernels.responsibilities(tck.backend(), parameters, rows).responsibilities(),
            equal,
            bounds);
        for (int label : Kernels.labels(tck.backend(), parameters, rows)) {
          tck.that(label == 0, "the label is " + label);
        }
      }
    }
  }
}
