package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.SpecialFunctions;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bounds and posteriors against exact evidences and an independent implementation in NumPy, whose digits were printed to
 * 1e-8 or 1e-10.
 */
class VariationalOracleTest {
  private static final double PRINTED = 2e-8;

  /**
   * The NumPy runs ended where the bound rose by less than 1e-13 of itself: what is of first order in the parameters is
   * known to about the root of that.
   */
  private static final double CONVERGED = 1e-6;

  private static final WeightPrior DIRICHLET = WeightPrior.dirichlet();
  private static final WeightPrior PROCESS =
      WeightPrior.dirichletProcess().withStickOrder(StickOrder.AS_GIVEN);

  /** With one component the bound is the logarithm of the evidence, which has closed form. */
  @ParameterizedTest
  @CsvSource({
    "FULL, -415.8433319468",
    "TIED, -415.8433319468",
    "DIAGONAL, -763.5057655178",
    "SPHERICAL, -906.3774805771"
  })
  void oneComponent_boundIsTheEvidence(CovarianceType type, double evidence) {
    for (WeightPrior prior : new WeightPrior[] {DIRICHLET.withConcentration(1)}) {
      BayesianMixtureFit fit =
          Bayes.estimator(type, 1, new int[150], 2).weightPrior(prior).build().fit(Bayes.IRIS);

      assertThat(fit.elboTrace()).allSatisfy(elbo -> Expect.close("elbo", elbo, evidence, 1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FULL, -334.83651352, -337.63196820, -229.13022599",
    "TIED, -346.83907514, -343.64949324, -269.66588038",
    "DIAGONAL, -441.73836845, -443.64037098, -350.59726866",
    "SPHERICAL, -476.62746110, -478.22683757, -398.93821401"
  })
  void iris_fromSpecies_lastBounds(
      CovarianceType type, double dirichlet, double process, double predictive) {
    BayesianMixtureFit fit = Bayes.estimator(type, 3, Bayes.species(), 600)
        .weightPrior(DIRICHLET)
        .build()
        .fit(Bayes.IRIS);
    BayesianMixtureFit nested = Bayes.estimator(type, 3, Bayes.species(), 600)
        .weightPrior(PROCESS)
        .build()
        .fit(Bayes.IRIS);

    assertThat(fit.elbo()).isCloseTo(dirichlet, within());
    assertThat(nested.elbo()).isCloseTo(process, within());
    Expect.close(
        "predictive",
        fit.posterior().predictive().logLikelihood(Bayes.IRIS),
        predictive,
        CONVERGED);
    assertThat(fit.restarts().get(0).largestDecrease()).isLessThan(1e-11 * 500);
    assertThat(nested.restarts().get(0).largestDecrease()).isLessThan(1e-11 * 500);
  }

  @ParameterizedTest
  @CsvSource({
    "FULL, -346.64122153",
    "TIED, -358.35609691",
    "DIAGONAL, -463.63001072",
    "SPHERICAL, -505.44866782"
  })
  void iris_fromSpecies_collapsedBoundOfLabels(CovarianceType type, double bound) {
    MixturePosterior posterior = Bayes.estimator(type, 3, Bayes.species(), 0)
        .weightPrior(DIRICHLET)
        .build()
        .fit(Bayes.IRIS)
        .posterior();

    // Responsibilities of 0 and 1 have no entropy.
    assertThat(collapsed(posterior, 0)).isCloseTo(bound, within());
  }

  /** Collapsed bounds and those with an E-step of their own follow each other. */
  @Test
  void iris_full_boundsAlternate() {
    double[] collapsed = {
      -346.6412215349, -338.5665917934, -338.0089342248, -337.7554062765, -337.5973734908
    };
    BayesianMixtureEstimator.Builder builder =
        Bayes.estimator(CovarianceType.FULL, 3, Bayes.species(), 4).weightPrior(DIRICHLET);
    BayesianMixtureFit fit = builder.build().fit(Bayes.IRIS);

    assertThat(fit.elboTrace().get(0)).isCloseTo(-339.2618610108, within());
    double entropy = 0;
    for (int i = 0; i < collapsed.length; i++) {
      int iterations = i;
      MixturePosterior posterior = builder
          .estimator(e -> e.maxIterations(iterations))
          .build()
          .fit(Bayes.IRIS)
          .posterior();
      assertThat(collapsed(posterior, entropy)).isCloseTo(collapsed[i], within());
      assertThat(fit.elboTrace().get(i)).isGreaterThan(collapsed[i]);
      if (i > 0) {
        assertThat(fit.elboTrace().get(i - 1)).isLessThan(collapsed[i]);
      }
      entropy = entropy(posterior.responsibilities(Bayes.IRIS, new NaiveBackend()));
    }
  }

  @Test
  void iris_process_firstBound() {
    BayesianMixtureFit fit = Bayes.estimator(CovarianceType.FULL, 3, Bayes.species(), 0)
        .weightPrior(PROCESS)
        .build()
        .fit(Bayes.IRIS);

    assertThat(fit.elbo()).isCloseTo(-341.0136111661, within());
  }

  @Test
  void iris_full_posterior() {
    MixturePosterior posterior = Bayes.estimator(CovarianceType.FULL, 3, Bayes.species(), 600)
        .weightPrior(DIRICHLET)
        .build()
        .fit(Bayes.IRIS)
        .posterior();

    Expect.close(
        "mean precisions",
        posterior.meanPrecisions(),
        new double[] {51.0011067472, 24.8053215170, 77.1935717358},
        CONVERGED);
  }

  @ParameterizedTest
  @CsvSource({
    "FULL, -1178.97924312",
    "TIED, -1174.77469091",
    "DIAGONAL, -1195.30147874",
    "SPHERICAL, -1739.19457973"
  })
  void faithful_lastBounds(CovarianceType type, double bound) {
    BayesianMixtureFit fit = Bayes.estimator(type, 2, Bayes.longWaits(), 400)
        .weightPrior(DIRICHLET)
        .build()
        .fit(Bayes.FAITHFUL);

    assertThat(fit.elbo()).isCloseTo(bound, within());
    if (type == CovarianceType.FULL) {
      Expect.close(
          "means",
          fit.posterior().means(),
          new double[][] {{2.0548980775, 54.6905000591}, {4.2878327761, 79.9459721585}},
          CONVERGED);
      Expect.close(
          "weights",
          fit.posterior().weights().expectedWeights(),
          new double[] {0.3577760914, 0.6422239086},
          CONVERGED);
    }
  }

  @Test
  void oneFeature_faithfulWaits() {
    double[][] waits = Published.rows("faithful", 2);
    for (int i = 0; i < waits.length; i++) {
      waits[i] = new double[] {waits[i][1]};
    }
    for (CovarianceType type : CovarianceType.values()) {
      if (type == CovarianceType.TIED) {
        continue;
      }
      BayesianMixtureFit fit = Bayes.estimator(type, 2, Bayes.longWaits(), 1000)
          .weightPrior(DIRICHLET.withConcentration(1))
          .build()
          .fit(Samples.of(waits));

      Expect.close("elbo", fit.elbo(), -1053.8544783386, 1e-11);
      Expect.close(
          "means",
          fit.posterior().means(),
          new double[][] {{54.9535331164}, {80.1149970734}},
          CONVERGED);
      Expect.close(
          "variance", fit.posterior().covariances().get(0, 0, 0), 40.7690527104, CONVERGED);
      Expect.close(
          "variance", fit.posterior().covariances().get(1, 0, 0), 35.1086383927, CONVERGED);
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(PRINTED);
  }

  private static double entropy(double[][] responsibilities) {
    double entropy = 0;
    for (double[] row : responsibilities) {
      for (double r : row) {
        entropy -= r > 0 ? r * Math.log(r) : 0;
      }
    }
    return entropy;
  }

  /** The collapsed bound of a posterior under a Dirichlet prior, with the entropy of the responsibilities it came from. */
  private static double collapsed(MixturePosterior posterior, double entropy) {
    NormalWishartPrior prior = posterior.prior();
    int d = prior.dimension();
    int components = posterior.components();
    double[] alphas = ((DirichletWeights) posterior.weights()).concentrations();
    double alpha = posterior.weights().priorConcentration();
    double n = 0;
    double bound = entropy
        + SpecialFunctions.logGamma(components * alpha)
        - components * SpecialFunctions.logGamma(alpha);
    double total = 0;
    for (int k = 0; k < components; k++) {
      n += posterior.effectiveCounts()[k];
      bound += SpecialFunctions.logGamma(alphas[k]);
      total += alphas[k];
      bound += 0.5 * d * Math.log(prior.meanPrecision() / posterior.meanPrecisions()[k]);
      if (k == 0 || prior.type() != CovarianceType.TIED) {
        bound +=
            normalizer(prior.type(), d, prior.degreesOfFreedom(), prior.scale().matrix(0), 1)
                - normalizer(
                    prior.type(),
                    d,
                    posterior.degreesOfFreedom(k),
                    posterior.covariances().matrix(k),
                    posterior.degreesOfFreedom(k));
      }
    }
    return bound - SpecialFunctions.logGamma(total) - 0.5 * n * d * Math.log(Math.PI);
  }

  /** The terms of one scale: {@code ½ν ln|A| - lnΓ_d(½ν)} and their like, with {@code A} a matrix times a factor. */
  private static double normalizer(
      CovarianceType type, int d, double nu, double[][] matrix, double factor) {
    double sum = 0;
    switch (type) {
      case FULL, TIED -> {
        double[][] scaled = new double[d][d];
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            scaled[i][j] = factor * matrix[i][j];
          }
        }
        sum = 0.5 * nu * logDeterminant(scaled) - 0.25 * d * (d - 1) * Math.log(Math.PI);
        for (int j = 1; j <= d; j++) {
          sum -= SpecialFunctions.logGamma((nu + 1 - j) / 2);
        }
      }
      case DIAGONAL -> {
        for (int j = 0; j < d; j++) {
          sum += 0.5 * nu * Math.log(factor * matrix[j][j]) - SpecialFunctions.logGamma(nu / 2);
        }
      }
      case SPHERICAL ->
        sum = 0.5 * d * nu * Math.log(d * factor * matrix[0][0])
            - SpecialFunctions.logGamma(d * nu / 2);
    }
    return sum;
  }

  private static double logDeterminant(double[][] a) {
    double log = 0;
    for (int i = 0; i < a.length; i++) {
      log += Math.log(a[i][i]);
      for (int r = i + 1; r < a.length; r++) {
        double factor = a[r][i] / a[i][i];
        for (int c = i; c < a.length; c++) {
          a[r][c] -= factor * a[i][c];
        }
      }
    }
    return log;
  }
}
