package dev.gmm4j.testing;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import java.util.Arrays;

/**
 * The oracle of the tests: a mixture by the book. Every type of covariances is a full matrix for each component,
 * densities come from explicit inverses and determinants, moments from two passes with compensated sums.
 *
 * @param weights {@code K}
 * @param means {@code K*d}
 * @param covariances {@code K*d*d}
 */
public record NaiveMixture(double[] weights, double[][] means, double[][][] covariances) {

  /** Returns the parameters of a model. */
  public static NaiveMixture of(GaussianMixture model) {
    double[][][] covariances = new double[model.components()][][];
    Arrays.setAll(covariances, k -> model.covariances().matrix(k));
    return new NaiveMixture(model.weights(), model.means(), covariances);
  }

  /** Returns the number of components. */
  public int components() {
    return weights.length;
  }

  /** Returns the number of features. */
  public int dimension() {
    return means[0].length;
  }

  /** Returns what the covariances are in a type that they are known to have. */
  public Covariances covariancesOf(CovarianceType type) {
    int d = dimension();
    return switch (type) {
      case FULL -> Covariances.full(covariances);
      case TIED -> Covariances.tied(covariances[0], components());
      case DIAGONAL -> {
        double[][] variances = new double[components()][d];
        for (int k = 0; k < components(); k++) {
          for (int j = 0; j < d; j++) {
            variances[k][j] = covariances[k][j][j];
          }
        }
        yield Covariances.diagonal(variances);
      }
      case SPHERICAL -> {
        double[] variances = new double[components()];
        Arrays.setAll(variances, k -> covariances[k][0][0]);
        yield Covariances.spherical(variances, d);
      }
    };
  }

  /** Returns the model of these parameters. */
  public GaussianMixture model(CovarianceType type) {
    return GaussianMixture.of(weights, means, covariancesOf(type), new NaiveBackend());
  }

  /** Evaluates samples against these parameters; computes inverses once. */
  public Evaluation evaluation() {
    return new Evaluation(this);
  }

  /** Returns the total log-likelihood of rows; weights may be null. */
  public double logLikelihood(double[][] rows, double[] sampleWeights) {
    Evaluation evaluation = evaluation();
    Sum sum = new Sum();
    for (int i = 0; i < rows.length; i++) {
      double weight = sampleWeights == null ? 1 : sampleWeights[i];
      if (weight > 0) {
        sum.add(weight * evaluation.logDensity(rows[i]));
      }
    }
    return sum.value();
  }

  /** Returns the responsibilities of rows, {@code n*K}. */
  public double[][] responsibilities(double[][] rows) {
    Evaluation evaluation = evaluation();
    double[][] responsibilities = new double[rows.length][];
    Arrays.setAll(responsibilities, i -> evaluation.responsibilities(rows[i]));
    return responsibilities;
  }

  /** Returns the parameters after some EM iterations without any safeguard. */
  public NaiveMixture em(
      double[][] rows,
      double[] sampleWeights,
      CovarianceType type,
      double regularization,
      int iterations) {
    NaiveMixture current = this;
    for (int i = 0; i < iterations; i++) {
      current = maximize(rows, sampleWeights, current.responsibilities(rows), type, regularization);
    }
    return current;
  }

  /** Returns the parameters that maximize the likelihood of rows divided by given responsibilities. */
  public static NaiveMixture maximize(
      double[][] rows,
      double[] sampleWeights,
      double[][] responsibilities,
      CovarianceType type,
      double regularization) {
    int components = responsibilities[0].length;
    double[] masses = new double[components];
    double[][] means = new double[components][];
    double[][][] scatters = new double[components][][];
    for (int k = 0; k < components; k++) {
      double[] parts = new double[rows.length];
      Sum mass = new Sum();
      for (int i = 0; i < rows.length; i++) {
        parts[i] = (sampleWeights == null ? 1 : sampleWeights[i]) * responsibilities[i][k];
        mass.add(parts[i]);
      }
      masses[k] = mass.value();
      means[k] = mean(rows, parts, masses[k]);
      scatters[k] = scatter(rows, parts, means[k]);
    }
    double total = Arrays.stream(masses).sum();
    double[] weights = Arrays.stream(masses).map(mass -> mass / total).toArray();
    double[][][] covariances = restricted(scatters, masses, total, type);
    for (double[][] covariance : covariances) {
      for (int j = 0; j < covariance.length; j++) {
        covariance[j][j] += regularization;
      }
    }
    return new NaiveMixture(weights, means, covariances);
  }

  /** Returns the weighted mean of rows. */
  public static double[] mean(double[][] rows, double[] parts, double mass) {
    double[] mean = new double[rows[0].length];
    for (int j = 0; j < mean.length; j++) {
      Sum sum = new Sum();
      for (int i = 0; i < rows.length; i++) {
        sum.add(parts[i] * rows[i][j]);
      }
      mean[j] = sum.value() / mass;
    }
    return mean;
  }

  /** Returns the weighted scatter of rows about a point. */
  public static double[][] scatter(double[][] rows, double[] parts, double[] about) {
    int d = about.length;
    double[][] scatter = new double[d][d];
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        Sum sum = new Sum();
        for (int i = 0; i < rows.length; i++) {
          if (parts[i] > 0) {
            sum.add(parts[i] * (rows[i][a] - about[a]) * (rows[i][b] - about[b]));
          }
        }
        scatter[a][b] = sum.value();
        scatter[b][a] = sum.value();
      }
    }
    return scatter;
  }

  /** Turns scatters into covariances of a type, all of them as full matrices. */
  private static double[][][] restricted(
      double[][][] scatters, double[] masses, double total, CovarianceType type) {
    int components = scatters.length;
    int d = scatters[0].length;
    double[][][] covariances = new double[components][d][d];
    for (int k = 0; k < components; k++) {
      double trace = 0;
      for (int j = 0; j < d; j++) {
        trace += scatters[k][j][j];
      }
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          double pooled = 0;
          for (double[][] scatter : scatters) {
            pooled += scatter[a][b];
          }
          covariances[k][a][b] = switch (type) {
            case FULL -> scatters[k][a][b] / masses[k];
            case TIED -> pooled / total;
            case DIAGONAL -> a == b ? scatters[k][a][a] / masses[k] : 0;
            case SPHERICAL -> a == b ? trace / (masses[k] * d) : 0;
          };
        }
      }
    }
    return covariances;
  }

  /** A sum that keeps what rounding drops (Neumaier 1974). */
  public static final class Sum {
    private double sum;
    private double lost;

    /** Adds a number. */
    public void add(double value) {
      double next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    }

    /** Returns the sum. */
    public double value() {
      return sum + lost;
    }
  }

  /** Densities from explicit inverses. */
  public static final class Evaluation {
    private final NaiveMixture mixture;
    private final double[][][] inverses;
    private final double[] logDeterminants;

    Evaluation(NaiveMixture mixture) {
      this.mixture = mixture;
      inverses = new double[mixture.components()][][];
      logDeterminants = new double[mixture.components()];
      for (int k = 0; k < inverses.length; k++) {
        DenseInverse inverse = DenseInverse.of(mixture.covariances[k]);
        inverses[k] = inverse.matrix();
        logDeterminants[k] = inverse.logDeterminant();
      }
    }

    /** Returns the squared Mahalanobis distance to a component. */
    public double squaredMahalanobis(double[] x, int k) {
      int d = x.length;
      Sum sum = new Sum();
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          sum.add((x[a] - mixture.means[k][a]) * inverses[k][a][b] * (x[b] - mixture.means[k][b]));
        }
      }
      return sum.value();
    }

    /** Returns {@code log π_k + log N(x; μ_k, Σ_k)}. */
    public double weightedLog(double[] x, int k) {
      return Math.log(mixture.weights[k])
          - 0.5
              * (x.length * Math.log(2 * Math.PI) + logDeterminants[k] + squaredMahalanobis(x, k));
    }

    /** Returns the log-density. */
    public double logDensity(double[] x) {
      double[] logs = logs(x);
      double largest = Arrays.stream(logs).max().getAsDouble();
      return largest
          + Math.log(Arrays.stream(logs).map(v -> Math.exp(v - largest)).sum());
    }

    /** Returns the posterior probabilities. */
    public double[] responsibilities(double[] x) {
      double logDensity = logDensity(x);
      double[] powers =
          Arrays.stream(logs(x)).map(v -> Math.exp(v - logDensity)).toArray();
      double sum = Arrays.stream(powers).sum();
      return Arrays.stream(powers).map(p -> p / sum).toArray();
    }

    /** Returns the component of highest posterior probability. */
    public int label(double[] x) {
      double[] logs = logs(x);
      int best = 0;
      for (int k = 1; k < logs.length; k++) {
        best = logs[k] > logs[best] ? k : best;
      }
      return best;
    }

    private double[] logs(double[] x) {
      double[] logs = new double[mixture.components()];
      Arrays.setAll(logs, k -> weightedLog(x, k));
      return logs;
    }
  }
}
