package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.distribution.Interval;
import dev.gmm4j.internal.util.RandomVariates;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.internal.util.SpecialFunctions;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sticks of a Dirichlet process: {@code π_k = v_k Π (1 - v_j)} over the sticks {@code j} before that of {@code k}, {@code
 * v_k ~ Beta(a_k, b_k)} with {@code a_k = 1 + N_k} and {@code b_k = γ +} the counts behind it (Blei and Jordan 2006).
 * Sticks beyond the last component stay at their prior Beta(1, γ): the bound is one of the infinite model. Immutable.
 */
public final class StickWeights implements WeightPosterior {
  private static final long serialVersionUID = 1;

  /** Draws of which intervals of weights are quantiles. */
  private static final int DRAWS = 10_000;

  private final double prior;
  private final double[] a;
  private final double[] b;
  private final int[] order;

  /**
   * Creates the distribution.
   *
   * @param priorConcentration {@code γ}, positive
   * @param a the first parameters, by component, positive, copied
   * @param b the second parameters, by component, positive, copied
   * @param order the components in the order of their sticks, copied
   * @throws IllegalArgumentException if a number is not positive and finite, there is none, or the order is not one of all
   *     components
   */
  public StickWeights(double priorConcentration, double[] a, double[] b, int[] order) {
    this.prior = PosteriorChecks.positive("priorConcentration", priorConcentration);
    this.a = PosteriorChecks.positive("a", notNull("a", a));
    this.b = PosteriorChecks.positive("b", notNull("b", b));
    this.order = notNull("order", order).clone();
    check(a.length > 0, "a must be at least 1 number, but were 0");
    check(b.length == a.length, "b must be %d numbers, but were %d", a.length, b.length);
    check(
        Arrays.equals(
            Arrays.stream(order).sorted().toArray(),
            IntStream.range(0, a.length).toArray()),
        "order must have each component from 0 to %d once, but was %s",
        a.length - 1,
        Arrays.toString(order));
  }

  static StickWeights of(double prior, double[] counts, StickOrder stickOrder) {
    IntStream components = IntStream.range(0, counts.length);
    int[] order = stickOrder == StickOrder.AS_GIVEN
        ? components.toArray()
        : components
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -counts[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] a = new double[counts.length];
    double[] b = new double[counts.length];
    double behind = 0;
    for (int j = order.length - 1; j >= 0; j--) {
      int k = order[j];
      a[k] = 1 + counts[k];
      b[k] = prior + behind;
      behind += counts[k];
    }
    return new StickWeights(prior, a, b, order);
  }

  /** Returns the first parameters of the sticks' Beta distributions, by component. */
  public double[] a() {
    return a.clone();
  }

  /** Returns the second parameters of the sticks' Beta distributions, by component. */
  public double[] b() {
    return b.clone();
  }

  /** Returns the components in the order of their sticks. */
  public int[] order() {
    return order.clone();
  }

  @Override
  public int components() {
    return a.length;
  }

  @Override
  public WeightPrior.Kind kind() {
    return WeightPrior.Kind.DIRICHLET_PROCESS;
  }

  @Override
  public double priorConcentration() {
    return prior;
  }

  @Override
  public double[] expectedWeights() {
    double[] weights = new double[a.length];
    double left = 1;
    for (int k : order) {
      weights[k] = left * (a[k] / (a[k] + b[k]));
      left *= b[k] / (a[k] + b[k]);
    }
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  @Override
  public double unusedWeight() {
    double left = 1;
    for (int k = 0; k < a.length; k++) {
      left *= b[k] / (a[k] + b[k]);
    }
    return left;
  }

  @Override
  public double[] expectedLogWeights() {
    double[] logs = new double[a.length];
    double left = 0;
    for (int k : order) {
      double both = SpecialFunctions.digamma(a[k] + b[k]);
      logs[k] = SpecialFunctions.digamma(a[k]) - both + left;
      left += SpecialFunctions.digamma(b[k]) - both;
    }
    return logs;
  }

  @Override
  public double divergence() {
    double divergence = 0;
    for (int k = 0; k < a.length; k++) {
      double both = SpecialFunctions.digamma(a[k] + b[k]);
      divergence += SpecialFunctions.logGamma(a[k] + b[k])
          - SpecialFunctions.logGamma(a[k])
          - SpecialFunctions.logGamma(b[k])
          - Math.log(prior)
          + (a[k] - 1) * (SpecialFunctions.digamma(a[k]) - both)
          + (b[k] - prior) * (SpecialFunctions.digamma(b[k]) - both);
    }
    return divergence;
  }

  @Override
  public StickWeights reordered(int[] newOrder) {
    int[] places = new int[a.length];
    for (int i = 0; i < newOrder.length; i++) {
      places[newOrder[i]] = i;
    }
    return new StickWeights(
        prior,
        Arrays.stream(newOrder).mapToDouble(k -> a[k]).toArray(),
        Arrays.stream(newOrder).mapToDouble(k -> b[k]).toArray(),
        Arrays.stream(order).map(k -> places[k]).toArray());
  }

  @Override
  public double[] draw(long seed) {
    return draw(new RandomVariates(new Randomness(seed)));
  }

  private double[] draw(RandomVariates random) {
    double[] logs = new double[a.length];
    double left = 0;
    for (int k : order) {
      double x = random.logGamma(a[k]);
      double y = random.logGamma(b[k]);
      double sum = RandomVariates.logSum(x, y);
      logs[k] = left + x - sum;
      left += y - sum;
    }
    return RandomVariates.normalized(logs);
  }

  /** {@inheritDoc} By 10 000 draws of a seed of their own: the product of sticks has no quantiles in closed form. */
  @Override
  public Interval weightInterval(int component, double probability) {
    PosteriorChecks.probability(probability);
    RandomVariates random = new RandomVariates(new Randomness(1));
    double[] weights = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      weights[i] = draw(random)[component];
    }
    Arrays.sort(weights);
    return new Interval(
        weights[(int) Math.floor((1 - probability) / 2 * (DRAWS - 1))],
        weights[(int) Math.ceil((1 + probability) / 2 * (DRAWS - 1))]);
  }

  private Object writeReplace() {
    return new Proxy(prior, a, b, order);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  /** What the stream holds. */
  private record Proxy(double prior, double[] a, double[] b, int[] order) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> new StickWeights(prior, a, b, order));
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof StickWeights other
        && prior == other.prior
        && Arrays.equals(a, other.a)
        && Arrays.equals(b, other.b)
        && Arrays.equals(order, other.order);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(prior) + Arrays.hashCode(a)) + Arrays.hashCode(b);
  }

  @Override
  public String toString() {
    return "Sticks[a=" + Arrays.toString(a) + ", b=" + Arrays.toString(b) + "]";
  }
}
