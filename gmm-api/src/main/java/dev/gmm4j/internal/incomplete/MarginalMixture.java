package dev.gmm4j.internal.incomplete;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A mixture seen by rows of one pattern: the distribution of the features that are observed, and what the components expect
 * of those that are missing (Ghahramani and Jordan 1994; of t distributions Liu and Rubin 1995). Immutable.
 */
final class MarginalMixture {
  private final Pattern pattern;
  private final MixtureParameters whole;
  private final MixtureParameters observed;
  private final Regressions regressions;

  /** What each component's tails differ by of observed features and of all, or null for Gaussian components. */
  private final double @Nullable [] tailShifts;

  private MarginalMixture(
      Pattern pattern,
      MixtureParameters whole,
      MixtureParameters observed,
      Regressions regressions) {
    this.pattern = pattern;
    this.whole = whole;
    this.observed = observed;
    this.regressions = regressions;
    this.tailShifts = whole instanceof StudentParameters student
        ? RowTails.shifts(student, pattern.observed().length)
        : null;
  }

  /**
   * Returns what a pattern leaves of a mixture.
   *
   * @param pattern with features observed, and others missing
   */
  static MarginalMixture of(
      MixtureParameters whole, Pattern pattern, LinearAlgebraBackend backend) {
    Regressions regressions = Regressions.of(whole.covariances(), pattern, backend);
    int components = whole.components();
    int[] features = pattern.observed();
    double[] means = new double[components * features.length];
    for (int k = 0; k < components; k++) {
      gather(whole.means(), k * whole.dimension(), features, means, k * features.length);
    }
    UniformNoise noise = whole.noise();
    MixtureParameters observed = whole
        .withSameWeights(means, whole.covariances().marginal(features), regressions.factors())
        .with(noise == null ? null : noise.marginal(features));
    return new MarginalMixture(pattern, whole, observed, regressions);
  }

  private static void gather(double[] from, int offset, int[] features, double[] to, int at) {
    for (int i = 0; i < features.length; i++) {
      to[at + i] = from[offset + features[i]];
    }
  }

  /** Returns the distribution of the observed features. */
  MixtureParameters observed() {
    return observed;
  }

  Pattern pattern() {
    return pattern;
  }

  Regressions regressions() {
    return regressions;
  }

  /**
   * Returns empty statistics of the observed features, from which those of all features follow.
   *
   * @param all about whose centres moments are taken
   */
  SufficientStatistics statistics(SufficientStatistics all) {
    int o = pattern.observed().length;
    double[] centres = centres(all);
    Moments moments = needed(all.moments());
    return all.isOfStudent()
        ? SufficientStatistics.ofStudent(centres, all.components(), o, moments)
        : new SufficientStatistics(centres, all.components(), o, moments);
  }

  /** Returns the centres of the observed features. */
  double[] centres(SufficientStatistics all) {
    int o = pattern.observed().length;
    double[] centres = new double[all.components() * o];
    for (int k = 0; k < all.components(); k++) {
      gather(all.centres(), k * all.dimension(), pattern.observed(), centres, k * o);
    }
    return centres;
  }

  /** Returns the moments of observed features that moments of all features follow from. */
  Moments needed(Moments ofAll) {
    return switch (ofAll) {
      case NONE, FULL -> ofAll;
      case DIAGONAL -> regressions.isUncorrelated() ? Moments.DIAGONAL : Moments.FULL;
      case POOLED -> regressions.isShared() ? Moments.POOLED : Moments.FULL;
    };
  }

  /**
   * Adds to statistics of all features what rows of this pattern are expected to have.
   *
   * @param some statistics of the observed features, made by {@link #statistics}
   * @param all receives them
   */
  void expand(SufficientStatistics some, SufficientStatistics all) {
    all.addLogLikelihood(some.logLikelihood());
    for (int k = 0; k < all.components(); k++) {
      all.weights()[k] += some.weights()[k];
      if (tailShifts != null) {
        all.momentWeights()[k] += some.momentWeights()[k];
        all.tails()[k] += some.tails()[k] + some.weights()[k] * tailShifts[k];
      }
    }
    Expansion expansion = new Expansion(some, all);
    // Behind the components there may be noise, of which only the weight counts.
    for (int k = 0; k < whole.components(); k++) {
      if (some.weights()[k] > 0) {
        expansion.add(k);
      }
    }
    if (some.moments() == Moments.POOLED) {
      expansion.addPooled();
    }
  }

  /** One expansion: the sums of observed features, and those of all that they are added to. */
  private final class Expansion {
    private final SufficientStatistics some;
    private final SufficientStatistics all;
    private final int[] observedAt = pattern.observed();
    private final int[] missingAt = pattern.missing();
    private final int o = observedAt.length;
    private final int m = missingAt.length;
    private final int d = o + m;

    /** The expected deviation of missing features from their centres where observed ones are at theirs. */
    private final double[] offsets = new double[m];

    /** The sum of the deviations that gains make of those of the observed features. */
    private final double[] moved = new double[m];

    /** Gains times second moments of the observed features, {@code m*o}. */
    private final double @Nullable [] products;

    Expansion(SufficientStatistics some, SufficientStatistics all) {
      this.some = some;
      this.all = all;
      this.products = regressions.isUncorrelated() ? null : new double[m * o];
    }

    void add(int k) {
      setOffsets(k);
      addFirst(k);
      switch (all.moments()) {
        case NONE -> {}
        case DIAGONAL -> addDiagonal(k);
        case FULL -> addSecond(k, k * d * d);
        case POOLED -> {
          if (some.moments() == Moments.POOLED) {
            addCrossing(k);
          } else {
            addSecond(k, 0);
          }
        }
      }
    }

    /** Offsets are 0 where moments are taken about the means, as in EM. */
    private void setOffsets(int k) {
      double[] means = whole.means();
      double[] centres = all.centres();
      for (int i = 0; i < m; i++) {
        int row = k * d + missingAt[i];
        double offset = means[row] - centres[row];
        double sum = 0;
        for (int j = 0; j < o && products != null; j++) {
          int column = k * d + observedAt[j];
          double gain = gain(k, i, j);
          offset -= gain * (means[column] - centres[column]);
          sum += gain * some.first()[k * o + j];
        }
        offsets[i] = offset;
        moved[i] = sum;
      }
    }

    private double gain(int k, int i, int j) {
      return regressions.gains()[regressions.gainAt(k) + i * o + j];
    }

    private void addFirst(int k) {
      double[] first = all.first();
      for (int j = 0; j < o; j++) {
        first[k * d + observedAt[j]] += some.first()[k * o + j];
      }
      double weight = some.momentWeights()[k];
      for (int i = 0; i < m; i++) {
        first[k * d + missingAt[i]] += weight * offsets[i] + moved[i];
      }
    }

    private void addDiagonal(int k) {
      double[] second = all.second();
      boolean ownDiagonal = some.moments() == Moments.DIAGONAL;
      for (int j = 0; j < o; j++) {
        second[k * d + observedAt[j]] +=
            some.second()[ownDiagonal ? k * o + j : (k * o + j) * o + j];
      }
      multiply(k, k * o * o);
      for (int i = 0; i < m; i++) {
        second[k * d + missingAt[i]] += ofMissing(k, i, i);
      }
    }

    /** Adds the matrix of a component, to one of its own or to that of all. */
    private void addSecond(int k, int to) {
      addObserved(k * o * o, to);
      multiply(k, k * o * o);
      addMissing(k, to);
    }

    /** Adds, of one matrix for all components, what depends on their centres. */
    private void addCrossing(int k) {
      if (products != null) {
        Arrays.fill(products, 0);
      }
      addMissing(k, 0);
    }

    /** Adds, of one matrix for all components, what gains make of the second moments of observed features. */
    void addPooled() {
      addObserved(0, 0);
      multiply(0, 0);
      double[] second = all.second();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < o; j++) {
          addBoth(second, 0, missingAt[i], observedAt[j], product(i, j));
        }
        for (int l = 0; l <= i; l++) {
          double sum = doubleProduct(0, i, l);
          addBoth(second, 0, missingAt[i], missingAt[l], sum);
        }
      }
    }

    private void addObserved(int from, int to) {
      double[] second = all.second();
      for (int i = 0; i < o; i++) {
        for (int j = 0; j < o; j++) {
          second[to + observedAt[i] * d + observedAt[j]] += some.second()[from + i * o + j];
        }
      }
    }

    /** Adds what concerns missing features: with the products of all components at 0, what is a component's own. */
    private void addMissing(int k, int to) {
      double[] second = all.second();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < o; j++) {
          double crossing = offsets[i] * some.first()[k * o + j] + product(i, j);
          addBoth(second, to, missingAt[i], observedAt[j], crossing);
        }
        for (int l = 0; l <= i; l++) {
          addBoth(second, to, missingAt[i], missingAt[l], ofMissing(k, i, l));
        }
      }
    }

    private double ofMissing(int k, int i, int l) {
      double residual = regressions.residual(k, i, l);
      // Of t distributions the residual has no scale weight.
      double ownSquares = tailShifts == null
          ? some.weights()[k] * (offsets[i] * offsets[l] + residual)
          : some.momentWeights()[k] * offsets[i] * offsets[l] + some.weights()[k] * residual;
      return ownSquares + offsets[i] * moved[l] + moved[i] * offsets[l] + doubleProduct(k, i, l);
    }

    /** Multiplies the gains by second moments of the observed features. */
    private void multiply(int k, int from) {
      if (products == null) {
        return;
      }
      double[] second = some.second();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < o; j++) {
          double sum = 0;
          for (int l = 0; l < o; l++) {
            sum += gain(k, i, l) * second[from + l * o + j];
          }
          products[i * o + j] = sum;
        }
      }
    }

    private double product(int i, int j) {
      return products == null ? 0 : products[i * o + j];
    }

    private double doubleProduct(int k, int i, int l) {
      double sum = 0;
      for (int j = 0; j < o && products != null; j++) {
        sum += products[i * o + j] * gain(k, l, j);
      }
      return sum;
    }

    private void addBoth(double[] second, int to, int i, int j, double amount) {
      second[to + i * d + j] += amount;
      if (i != j) {
        second[to + j * d + i] += amount;
      }
    }
  }
}
