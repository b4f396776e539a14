package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.search.AxisSplit;
import dev.gmm4j.internal.search.NearLimit;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Two components of a posterior, and the samples that are theirs, each weighted by their share of it.
 *
 * <p>Where responsibilities are shared out anew among the two alone, the bound of the whole changes by what that of the part
 * does: the others' terms and the shares themselves stay as they are. A tied precision takes the others' scatter as if it
 * were of the prior, which conjugate priors allow. Sticks depend on the counts of all components, so weights are judged by
 * themselves ({@link #ofWeights}).
 */
final class BoundPart implements AutoCloseable {
  private static final int ITERATIONS = 30;

  /** Weights are judged by the counts of all components: a part may be so many nats worse without them. */
  private static final double SLACK = 5;

  /** Groups that differ by less, in shares of samples and in deviations of features, are the same ones. */
  private static final double SAME = 0.02;

  private final ExpectedParameters whole;
  private final Samples samples;
  private final LocalEngine engine;
  private final SampleScale scale;
  private final VariationalUpdate given;
  private final VariationalUpdate update;
  private final SufficientStatistics statistics;

  /**
   * What became of a part.
   *
   * @param pair the posterior of the two
   * @param objective the bound of the part, as if there were no other components
   */
  record Outcome(MixturePosterior pair, double objective) {
    /** Returns the bound of the part without what its weights have to do with it. */
    double bound() {
      return objective - ofWeights(pair.weights(), pair.effectiveCounts());
    }
  }

  /**
   * Creates a part; closed by the caller.
   *
   * @param samples of the two components, of weights that sum up to their counts
   * @param first index of a component
   * @param second index of another one; the first where it is of one component only
   * @throws GmmException if a matrix is not positive definite to working precision
   */
  BoundPart(
      VariationalUpdate update,
      ExpectedParameters whole,
      SampleScale all,
      Samples samples,
      int first,
      int second) {
    this.whole = whole;
    this.samples = samples;
    this.given = new VariationalUpdate(
        update.prior(),
        update
            .weightPrior()
            .withConcentration(update.weightPrior().concentration(whole.components())),
        update.backend());
    double total = 0;
    for (double weight : samples.rowWeights()) {
      total += weight;
    }
    scale = new SampleScale(samples.count(), total, all.means(), all.variances());
    engine = new LocalEngine(samples, update.backend(), 2, 1);
    try {
      statistics = first == second
          ? divided(new int[Math.toIntExact(samples.count())])
          : engine.expect(restricted(first, second), given.moments());
      this.update = besideOthers();
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /** Returns what kernels evaluate of the two components. */
  private MixtureParameters restricted(int... chosen) {
    int d = whole.dimension();
    double[] logWeights = new double[chosen.length];
    double[] weights = new double[chosen.length];
    double[] means = new double[chosen.length * d];
    double sum = 0;
    for (int i = 0; i < chosen.length; i++) {
      logWeights[i] = whole.kernelParameters().logWeights()[chosen[i]];
      weights[i] = whole.weights()[chosen[i]];
      sum += weights[i];
      System.arraycopy(whole.means(), chosen[i] * d, means, i * d, d);
    }
    for (int i = 0; i < chosen.length; i++) {
      weights[i] /= sum;
    }
    Covariances covariances = whole.covariances().select(chosen);
    return MixtureParameters.of(
        logWeights,
        weights,
        means,
        covariances,
        PrecisionFactorization.of(covariances, given.backend()));
  }

  /** Returns the update of the two, where a precision that all share has the others' samples in its prior. */
  private VariationalUpdate besideOthers() {
    NormalWishartPrior prior = given.prior();
    if (prior.type() != CovarianceType.TIED) {
      return given;
    }
    MixturePosterior mine = given.posterior(statistics);
    double freedomOfAll = whole.posterior().degreesOfFreedom(0);
    double freedomOfMine = mine.degreesOfFreedom(0);
    double[] scatter = whole.covariances().toArray();
    double[] ofMine = mine.covariances().toArray();
    double[] ofPrior = prior.scale().toArray();
    for (int i = 0; i < scatter.length; i++) {
      scatter[i] = freedomOfAll * scatter[i] - freedomOfMine * ofMine[i] + ofPrior[i];
    }
    Covariances others = Covariances.of(CovarianceType.TIED, 1, prior.dimension(), scatter);
    CholeskyRoot.of(others, 0);
    return new VariationalUpdate(
        new NormalWishartPrior(
            prior.meanPrecision(),
            prior.mean(),
            prior.degreesOfFreedom() + Math.max(0, freedomOfAll - freedomOfMine),
            others),
        given.weightPrior(),
        given.backend());
  }

  /** Returns the statistics of the samples, each wholly of one of the two. */
  private SufficientStatistics divided(int[] sides) {
    int d = samples.dimension();
    double[] counts = new double[2];
    double[] centres = new double[2 * d];
    RowBlock row = null;
    for (int i = 0; i < sides.length; i++) {
      row = samples.block(i, 1, row);
      counts[sides[i]] += row.weight(0);
      double share = row.weight(0) / counts[sides[i]];
      for (int j = 0; j < d && counts[sides[i]] > 0; j++) {
        double value = row.values()[row.offset() + j];
        centres[sides[i] * d + j] += share * (value - centres[sides[i] * d + j]);
      }
    }
    double[] responsibilities = new double[2 * engine.blockRows()];
    return engine.accumulate(
        null, centres, 2, given.moments(), (kernel, block, first, accumulator) -> {
          for (int i = 0; i < block.rows(); i++) {
            int side = sides[(int) first + i];
            responsibilities[2 * i] = 1 - side;
            responsibilities[2 * i + 1] = side;
          }
          kernel.accumulate(block, responsibilities, accumulator);
        });
  }

  /** Divides the samples along their axis of largest spread. */
  AxisSplit axisSplit() {
    double[] inverse = scale.positiveVariances();
    boolean isSpherical = given.prior().type() == CovarianceType.SPHERICAL;
    for (int j = 0; j < inverse.length; j++) {
      inverse[j] = 1 / Math.sqrt(isSpherical ? scale.meanVariance() : inverse[j]);
    }
    return AxisSplit.of(samples, inverse);
  }

  /** Returns the part as it is, after one update. */
  Outcome asIs() {
    return run(statistics, 0, Double.NEGATIVE_INFINITY);
  }

  /** Returns the part with everything in the first component. */
  Outcome asOne() {
    return run(divided(new int[Math.toIntExact(samples.count())]), 0, Double.NEGATIVE_INFINITY);
  }

  /**
   * Returns what the part comes to from a division, or null where that fails, or where it is how the two are divided already.
   *
   * @param before what it was
   */
  @Nullable
  Outcome from(int[] sides, Outcome before) {
    try {
      SufficientStatistics divided = divided(sides);
      return isAsBefore(divided) ? null : run(divided, ITERATIONS, before.objective() - SLACK);
    } catch (GmmException e) {
      return null;
    }
  }

  /** Tells whether two groups have the counts and the means of the two components, in either order. */
  private boolean isAsBefore(SufficientStatistics divided) {
    return isAsBefore(divided, 0) || isAsBefore(divided, 1);
  }

  private boolean isAsBefore(SufficientStatistics divided, int swap) {
    int d = samples.dimension();
    double[] variances = scale.positiveVariances();
    double[] means = statistics.means();
    double[] newMeans = divided.means();
    for (int k = 0; k < 2; k++) {
      int other = k ^ swap;
      if (Math.abs(divided.weights()[k] - statistics.weights()[other])
          > SAME * scale.totalWeight()) {
        return false;
      }
      for (int j = 0; j < d; j++) {
        double difference = newMeans[k * d + j] - means[other * d + j];
        if (difference * difference > SAME * SAME * variances[j]) {
          return false;
        }
      }
    }
    return true;
  }

  private Outcome run(SufficientStatistics begin, int iterations, double target) {
    double meanWeight = scale.totalWeight() / scale.count();
    ExpectationMaximization.Result result = ExpectationMaximization.begin(
            update,
            Acceleration.NONE,
            new PosteriorSpace(update, scale),
            update.next(begin),
            engine,
            scale,
            (i, p, l, a) -> {})
        .until(new NearLimit(target / meanWeight), iterations);
    MixturePosterior pair = ((ExpectedParameters) result.parameters()).posterior();
    return new Outcome(pair, result.objective());
  }

  /** Returns the part of a bound that weights have, {@code Σ N_k E ln π_k - KL}, at the counts that they are the posterior of. */
  static double ofWeights(WeightPosterior weights, double[] counts) {
    double[] logs = weights.expectedLogWeights();
    double sum = -weights.divergence();
    for (int k = 0; k < logs.length; k++) {
      sum += counts[k] * logs[k];
    }
    return sum;
  }

  /**
   * Returns a posterior of all components with the two of an outcome in place of its own.
   *
   * @param to the posterior to change, which may have other changes already
   * @param first index of the component that takes the first of the two
   * @param second index of the one that takes the second
   */
  MixturePosterior put(Outcome outcome, MixturePosterior to, int first, int second) {
    MixturePosterior pair = outcome.pair();
    double[] precisions = to.meanPrecisions();
    double[][] means = to.means();
    double[] freedoms = to.degreesOfFreedom();
    double[] covariances = to.covariances().toArray();
    double[] ofPair = pair.covariances().toArray();
    int[] places = {first, second};
    for (int i = 0; i < 2; i++) {
      precisions[places[i]] = pair.meanPrecision(i);
      means[places[i]] = pair.mean(i);
    }
    if (to.covarianceType() == CovarianceType.TIED) {
      double[] before = whole.covariances().toArray();
      double freedom =
          freedoms[0] + pair.degreesOfFreedom(0) - whole.posterior().degreesOfFreedom(0);
      for (int i = 0; i < covariances.length; i++) {
        covariances[i] = (freedoms[0] * covariances[i]
                + pair.degreesOfFreedom(0) * ofPair[i]
                - whole.posterior().degreesOfFreedom(0) * before[i])
            / freedom;
      }
      freedoms[0] = Math.max(freedom, to.prior().degreesOfFreedom());
    } else {
      int size = ofPair.length / 2;
      for (int i = 0; i < 2; i++) {
        freedoms[places[i]] = pair.degreesOfFreedom(i);
        System.arraycopy(ofPair, i * size, covariances, places[i] * size, size);
      }
    }
    double[] counts = Arrays.stream(precisions)
        .map(each -> Math.max(0, each - to.prior().meanPrecision()))
        .toArray();
    return new MixturePosterior(
        to.prior(),
        given.weightPrior().posterior(counts),
        precisions,
        means,
        freedoms,
        Covariances.of(to.covarianceType(), to.components(), to.dimension(), covariances));
  }

  @Override
  public void close() {
    engine.close();
  }
}
