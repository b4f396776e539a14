package dev.gmm4j.student;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.SpecialFunctions;
import dev.gmm4j.testing.MissingOracle;
import dev.gmm4j.testing.NaiveMixture;
import java.util.Arrays;

/** EM for t distributions with missing values as Liu and Rubin (1995) have it, row by row, with explicit inverses. */
final class StudentMissingOracle {
  private StudentMissingOracle() {}

  /**
   * The sums of an expectation; {@code eta} are those of {@code E[ln u] - u}, with the degrees of freedom of the observed part.
   */
  record Sums(
      double[] weights,
      double[] momentWeights,
      double[][] first,
      double[][][] second,
      double[] eta,
      double logLikelihood) {}

  static Sums sums(
      NaiveMixture mixture, double[] nu, double[][] rows, double[] weights, double[][] centres) {
    MissingOracle oracle = new MissingOracle(mixture);
    int components = mixture.components();
    int d = mixture.dimension();
    Sums sums = new Sums(
        new double[components],
        new double[components],
        new double[components][d],
        new double[components][d][d],
        new double[components],
        0);
    double logLikelihood = 0;
    for (int i = 0; i < rows.length; i++) {
      int[] o = MissingOracle.observed(rows[i]);
      double[] seen = new double[o.length];
      for (int j = 0; j < o.length; j++) {
        seen[j] = rows[i][o[j]];
      }
      NaiveMixture.Evaluation evaluation = oracle.marginal(o).evaluation();
      double[] density = new double[components];
      double[] squares = new double[components];
      for (int k = 0; k < components; k++) {
        squares[k] = evaluation.squaredMahalanobis(seen, k);
        double gaussianAtMean = evaluation.weightedLog(seen, k) + 0.5 * squares[k];
        density[k] = Math.exp(gaussianAtMean
            + 0.5 * o.length * Math.log(2 / nu[k])
            + SpecialFunctions.logGamma((nu[k] + o.length) / 2)
            - SpecialFunctions.logGamma(nu[k] / 2)
            - 0.5 * (nu[k] + o.length) * Math.log(1 + squares[k] / nu[k]));
      }
      double sum = Arrays.stream(density).sum();
      logLikelihood += weights[i] * Math.log(sum);
      for (int k = 0; k < components; k++) {
        double r = weights[i] * density[k] / sum;
        double u = (nu[k] + o.length) / (nu[k] + squares[k]);
        double[] completed = oracle.completed(rows[i], k);
        double[][] residual = oracle.residual(rows[i], k);
        sums.weights[k] += r;
        sums.momentWeights[k] += r * u;
        sums.eta[k] += r
            * (SpecialFunctions.digamma((nu[k] + o.length) / 2)
                - Math.log((nu[k] + squares[k]) / 2)
                - u);
        for (int a = 0; a < d; a++) {
          double shift = completed[a] - centres[k][a];
          sums.first[k][a] += r * u * shift;
          for (int b = 0; b < d; b++) {
            sums.second[k][a][b] +=
                r * (u * shift * (completed[b] - centres[k][b]) + residual[a][b]);
          }
        }
      }
    }
    return new Sums(
        sums.weights, sums.momentWeights, sums.first, sums.second, sums.eta, logLikelihood);
  }

  /** What a fit is at. */
  record State(NaiveMixture mixture, double nu) {
    StudentMixture model() {
      double[] all = new double[mixture.components()];
      Arrays.fill(all, nu);
      return StudentMixture.of(
          mixture.weights(), mixture.means(), Covariances.full(mixture.covariances()), all);
    }
  }

  /** Does iterations of EM with full scale matrices and common degrees of freedom in [1, 200]. */
  static State em(State begin, double[][] rows, double[] weights, int iterations) {
    State state = begin;
    int components = begin.mixture().components();
    int d = begin.mixture().dimension();
    double total = Arrays.stream(weights).sum();
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] nu = new double[components];
      Arrays.fill(nu, state.nu());
      double[][] origin = new double[components][d];
      Sums sums = sums(state.mixture(), nu, rows, weights, origin);
      double[] shares = new double[components];
      double[][] means = new double[components][d];
      double[][][] scales = new double[components][d][d];
      for (int k = 0; k < components; k++) {
        shares[k] = sums.weights[k] / total;
        for (int a = 0; a < d; a++) {
          means[k][a] = sums.first[k][a] / sums.momentWeights[k];
        }
        for (int a = 0; a < d; a++) {
          for (int b = 0; b < d; b++) {
            scales[k][a][b] =
                (sums.second[k][a][b] - sums.momentWeights[k] * means[k][a] * means[k][b])
                    / sums.weights[k];
          }
        }
      }
      double constant = 1 + Arrays.stream(sums.eta).sum() / total;
      double low = 1;
      double high = 200;
      for (int halving = 0; halving < 100; halving++) {
        double middle = (low + high) / 2;
        boolean isBelow =
            Math.log(middle / 2) - SpecialFunctions.digamma(middle / 2) + constant > 0;
        low = isBelow ? middle : low;
        high = isBelow ? high : middle;
      }
      state = new State(new NaiveMixture(shares, means, scales), low);
    }
    return state;
  }
}
