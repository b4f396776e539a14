package dev.gmm4j.em;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the maximization found into parameters that a kernel can use, and applies the policy to components that
 * have degenerated. One guard serves one restart; it remembers what it did.
 */
public final class DegeneracyGuard {
  /** A component with less than this part of one sample has none. */
  private static final double EMPTY_SAMPLES = 1e-10;

  /** The number that is added to a singular covariance at first, relative to the samples' variance. */
  private static final double FIRST_RIDGE = 1e-9;

  private static final int MAX_RIDGES = 12;
  private static final int MAX_REPLACEMENTS = 10;
  private static final String SINGULAR = "its covariance is singular";
  private static final String REMEDY =
      "use fewer components, a larger regularization, or another degeneracy policy";

  private final DegeneracyPolicy policy;
  private final CovarianceModel model;
  private final SampleScale scale;
  private final LinearAlgebraBackend backend;
  private final Supplier<double[]> randomSample;
  private final List<DegeneracyEvent> events = new ArrayList<>();
  private int replacements;
  private int repairs;

  /**
   * Creates a guard.
   *
   * @param model of the covariances that it will see
   * @param randomSample gives a random sample, where {@link DegeneracyPolicy#RESTART} puts a component
   */
  public DegeneracyGuard(
      DegeneracyPolicy policy,
      CovarianceModel model,
      SampleScale scale,
      LinearAlgebraBackend backend,
      Supplier<double[]> randomSample) {
    this.policy = policy;
    this.model = model;
    this.scale = scale;
    this.backend = backend;
    this.randomSample = randomSample;
  }

  /** Returns a guard of the same policy that has done nothing yet. */
  public DegeneracyGuard fresh() {
    return new DegeneracyGuard(policy, model, scale, backend, randomSample);
  }

  /**
   * Returns a guard of the same policy that remembers what another did in the same restart.
   *
   * @param done what {@link #events} returned
   * @param replacementsDone what {@link #replacements} returned
   */
  public DegeneracyGuard resumed(List<DegeneracyEvent> done, int replacementsDone) {
    DegeneracyGuard resumed = fresh();
    resumed.events.addAll(done);
    resumed.replacements = replacementsDone;
    return resumed;
  }

  /** Returns how many times something was done since this guard was created. */
  public int repairs() {
    return repairs;
  }

  /** Returns how many times a component was put on a random sample. */
  public int replacements() {
    return replacements;
  }

  /** Returns what was done so far, in the order of its first occurrence. */
  public List<DegeneracyEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Returns parameters of non-degenerate components only, or those of an estimate as they are where nothing is wrong.
   *
   * @param previous the parameters before the maximization, or null at the initialization
   * @param iteration the iteration, from 1; 0 is the initialization
   * @throws DegenerateComponentException if the policy does not allow what would have to be done, or it did not help
   */
  public MixtureParameters repair(
      ParameterEstimate estimate, @Nullable MixtureParameters previous, int iteration) {
    ParameterEstimate current = estimate;
    int k = 0;
    while (k < current.weights().length) {
      boolean empty = current.weights()[k] * scale.count() < EMPTY_SAMPLES;
      if (empty) {
        current = mendEmpty(current, k, previous, iteration);
      }
      // A pruned component gives its index to the next one.
      k += empty && policy == DegeneracyPolicy.PRUNE ? 0 : 1;
    }
    int[] mends = new int[current.weights().length];
    while (true) {
      String reason;
      int singular;
      Vanished vanished = firstVanished(current);
      if (vanished != null) {
        singular = vanished.component();
        reason = "its variance in column " + vanished.column() + " is no more than rounding error";
      } else {
        try {
          return parameters(current);
        } catch (NotPositiveDefiniteException e) {
          singular = e.component();
          reason = SINGULAR;
        }
      }
      current = mendSingular(current, singular, mends[singular]++, reason, iteration);
    }
  }

  /** Returns an estimate's parameters if no component of them has degenerated, and null if one has; records nothing. */
  @Nullable
  MixtureParameters accepted(ParameterEstimate estimate) {
    for (int k = 0; k < estimate.weights().length; k++) {
      if (estimate.weights()[k] > 0 && estimate.weights()[k] * scale.count() < EMPTY_SAMPLES) {
        return null;
      }
    }
    if (firstVanished(estimate) != null) {
      return null;
    }
    try {
      return parameters(estimate);
    } catch (NotPositiveDefiniteException e) {
      return null;
    }
  }

  private MixtureParameters parameters(ParameterEstimate estimate) {
    MixtureParameters parameters =
        MixtureParameters.of(estimate.weights(), estimate.means(), estimate.covariances(), backend);
    return estimate.noise() == null ? parameters : parameters.with(estimate.noise());
  }

  /** A component with a variance that rounding alone can produce, and the feature that has it. */
  private record Vanished(int component, int column) {}

  /** Returns the first such component with its first such feature, or null. */
  private @Nullable Vanished firstVanished(ParameterEstimate estimate) {
    for (int k = 0; k < estimate.weights().length; k++) {
      for (int j = 0; j < scale.means().length; j++) {
        if (!(estimate.covariances().get(k, j, j) > scale.roundingVariance(j))) {
          return new Vanished(k, j);
        }
      }
    }
    return null;
  }

  private ParameterEstimate mendEmpty(
      ParameterEstimate estimate, int k, @Nullable MixtureParameters previous, int iteration) {
    String reason = "no sample is left to it";
    return switch (policy) {
      case FAIL -> throw failure(k, reason, iteration);
      case REGULARIZE -> {
        record(k, reason, iteration);
        yield setAside(estimate, k, previous);
      }
      case PRUNE -> prune(estimate, k, reason, iteration);
      case RESTART -> restart(estimate, k, reason, iteration);
    };
  }

  private ParameterEstimate mendSingular(
      ParameterEstimate estimate, int k, int mends, String reason, int iteration) {
    if (model.isShared() && policy != DegeneracyPolicy.REGULARIZE) {
      String shared = reason.equals(SINGULAR)
          ? "the covariance that all components share is singular"
          : "all components share a covariance, and " + reason;
      throw new DegenerateComponentException(k, iteration, shared, REMEDY);
    }
    return switch (policy) {
      case FAIL -> throw failure(k, reason, iteration);
      case REGULARIZE -> regularize(estimate, k, mends, reason, iteration);
      case PRUNE -> prune(estimate, k, reason, iteration);
      case RESTART -> restart(estimate, k, reason, iteration);
    };
  }

  private ParameterEstimate regularize(
      ParameterEstimate estimate, int k, int mends, String reason, int iteration) {
    if (mends > MAX_RIDGES) {
      throw failure(k, reason + " and widening it did not help", iteration);
    }
    record(k, reason, iteration);
    double[] aboveRounding = mends == 0 ? null : aboveRounding(estimate, k);
    if (aboveRounding != null) {
      return estimate.with(estimate.covariances().plusDiagonal(k, aboveRounding));
    }
    if (mends == MAX_RIDGES) {
      // Of an extent beyond that of all samples, which no addition of their order makes regular.
      Covariances covariances = estimate.covariances().withVariances(k, scale.positiveVariances());
      return estimate.with(covariances);
    }
    double factor = FIRST_RIDGE * Math.pow(10, mends);
    double[] ridge = scale.positiveVariances();
    for (int j = 0; j < ridge.length; j++) {
      ridge[j] *= factor;
    }
    Covariances covariances = estimate.covariances().plusDiagonal(k, ridge);
    return estimate.with(covariances);
  }

  /**
   * Returns what makes the variances that rounding alone can produce larger than that, and no others: a constant of a
   * great magnitude must not widen a component along the other features. Null if there are none.
   */
  private double @Nullable [] aboveRounding(ParameterEstimate estimate, int k) {
    Covariances covariances = estimate.covariances();
    double[] ridge = new double[scale.means().length];
    double largest = 0;
    for (int j = 0; j < ridge.length; j++) {
      double rounding = scale.roundingVariance(j);
      if (!(covariances.get(k, j, j) > rounding)) {
        ridge[j] = 2 * rounding;
        largest = Math.max(largest, ridge[j]);
      }
    }
    if (covariances.type() == CovarianceType.SPHERICAL) {
      // One number for all features, so the largest decides.
      Arrays.fill(ridge, largest);
    }
    return largest > 0 ? ridge : null;
  }

  /** Gives a component weight 0 and the place and shape it had before. */
  private ParameterEstimate setAside(
      ParameterEstimate estimate, int k, @Nullable MixtureParameters previous) {
    int d = scale.means().length;
    double[] means = estimate.means().clone();
    Covariances covariances;
    if (previous == null) {
      covariances = estimate.covariances().withVariances(k, scale.positiveVariances());
    } else {
      System.arraycopy(previous.means(), k * d, means, k * d, d);
      covariances = withShape(estimate.covariances(), k, previous.covariances());
    }
    double[] weights = estimate.weights().clone();
    weights[k] = 0;
    if (Arrays.stream(weights).noneMatch(weight -> weight > 0)) {
      throw new GmmException(
          "all samples became noise; give it a larger volume or a smaller share");
    }
    normalize(weights, estimate.weightOfComponents());
    return new ParameterEstimate(weights, means, covariances, estimate.noise());
  }

  /** Gives a component the covariance that it has among others of the same type. */
  private static Covariances withShape(Covariances covariances, int k, Covariances others) {
    return covariances.type().isAxisAligned()
        ? covariances.withVariances(k, others.variances(k))
        : covariances.withComponent(k, others.matrix(k));
  }

  private ParameterEstimate prune(ParameterEstimate estimate, int k, String reason, int iteration) {
    int components = estimate.weights().length;
    if (components == 1) {
      throw failure(k, reason + " and it is the last one", iteration);
    }
    record(k, reason, iteration);
    int d = scale.means().length;
    int[] kept = new int[components - 1];
    double[] weights = new double[components - 1];
    double[] means = new double[(components - 1) * d];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = i < k ? i : i + 1;
      weights[i] = estimate.weights()[kept[i]];
      System.arraycopy(estimate.means(), kept[i] * d, means, i * d, d);
    }
    normalize(weights, estimate.weightOfComponents());
    return new ParameterEstimate(
        weights, means, estimate.covariances().select(kept), estimate.noise());
  }

  private ParameterEstimate restart(
      ParameterEstimate estimate, int k, String reason, int iteration) {
    if (replacements++ == MAX_REPLACEMENTS) {
      throw failure(k, reason + " after " + MAX_REPLACEMENTS + " restarts", iteration);
    }
    record(k, reason, iteration);
    int d = scale.means().length;
    double[] weights = estimate.weights().clone();
    weights[k] = 1.0 / weights.length;
    normalize(weights, estimate.weightOfComponents());
    double[] means = estimate.means().clone();
    System.arraycopy(randomSample.get(), 0, means, k * d, d);
    return new ParameterEstimate(
        weights,
        means,
        estimate.covariances().withVariances(k, scale.positiveVariances()),
        estimate.noise());
  }

  private static void normalize(double[] weights, double total) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum / total;
    }
  }

  private static DegenerateComponentException failure(int k, String reason, int iteration) {
    return new DegenerateComponentException(k, iteration, reason, REMEDY);
  }

  private void record(int k, String reason, int iteration) {
    repairs++;
    // A removed component leaves its index to the next one, so indices do not tell them apart.
    boolean pruned = policy == DegeneracyPolicy.PRUNE;
    for (int i = 0; i < events.size(); i++) {
      DegeneracyEvent event = events.get(i);
      if ((pruned || event.component() == k) && event.reason().equals(reason)) {
        if (pruned || event.lastIteration() < iteration) {
          events.set(i, event.again(iteration));
        }
        return;
      }
    }
    events.add(new DegeneracyEvent(k, policy, reason, iteration, iteration, 1));
  }
}
