package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.distribution.Interval;
import dev.gmm4j.internal.util.Quantiles;
import dev.gmm4j.internal.util.RandomVariates;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.internal.util.SpecialFunctions;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code π ~ Dirichlet(α_1, ..., α_K)} with {@code α_k = α₀ + N_k} (Bishop 2006, 10.58). Immutable.
 */
public final class DirichletWeights implements WeightPosterior {
  private static final long serialVersionUID = 1;

  private final double prior;
  private final double[] concentrations;
  private final double total;

  /**
   * Creates the distribution.
   *
   * @param priorConcentration {@code α₀}, positive
   * @param concentrations {@code α_k}, positive, copied
   * @throws IllegalArgumentException if a number is not positive and finite, or there is none
   */
  public DirichletWeights(double priorConcentration, double... concentrations) {
    this.prior = PosteriorChecks.positive("priorConcentration", priorConcentration);
    this.concentrations =
        PosteriorChecks.positive("concentrations", notNull("concentrations", concentrations));
    check(concentrations.length > 0, "concentrations must be at least 1, but were 0");
    this.total = Arrays.stream(concentrations).sum();
  }

  static DirichletWeights of(double prior, double[] counts) {
    return new DirichletWeights(
        prior, Arrays.stream(counts).map(count -> prior + count).toArray());
  }

  /** Returns {@code α_k} for each component. */
  public double[] concentrations() {
    return concentrations.clone();
  }

  @Override
  public int components() {
    return concentrations.length;
  }

  @Override
  public WeightPrior.Kind kind() {
    return WeightPrior.Kind.DIRICHLET;
  }

  @Override
  public double priorConcentration() {
    return prior;
  }

  @Override
  public double[] expectedWeights() {
    return Arrays.stream(concentrations).map(each -> each / total).toArray();
  }

  @Override
  public double[] expectedLogWeights() {
    double ofTotal = SpecialFunctions.digamma(total);
    return Arrays.stream(concentrations)
        .map(each -> SpecialFunctions.digamma(each) - ofTotal)
        .toArray();
  }

  @Override
  public double divergence() {
    int components = concentrations.length;
    double[] logs = expectedLogWeights();
    double divergence = SpecialFunctions.logGamma(total)
        - SpecialFunctions.logGamma(components * prior)
        + components * SpecialFunctions.logGamma(prior);
    for (int k = 0; k < components; k++) {
      divergence +=
          (concentrations[k] - prior) * logs[k] - SpecialFunctions.logGamma(concentrations[k]);
    }
    return divergence;
  }

  @Override
  public double unusedWeight() {
    return 0;
  }

  @Override
  public DirichletWeights reordered(int[] order) {
    return new DirichletWeights(
        prior, Arrays.stream(order).mapToDouble(k -> concentrations[k]).toArray());
  }

  @Override
  public double[] draw(long seed) {
    RandomVariates random = new RandomVariates(new Randomness(seed));
    double[] logs = new double[concentrations.length];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = random.logGamma(concentrations[k]);
    }
    return RandomVariates.normalized(logs);
  }

  @Override
  public Interval weightInterval(int component, double probability) {
    PosteriorChecks.probability(probability);
    double a = concentrations[component];
    double b = Math.max(total - a, Double.MIN_NORMAL);
    return concentrations.length == 1
        ? new Interval(1, 1)
        : new Interval(
            Quantiles.beta(a, b, (1 - probability) / 2),
            Quantiles.beta(a, b, (1 + probability) / 2));
  }

  private Object writeReplace() {
    return new Proxy(prior, concentrations);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  /** What the stream holds. */
  private record Proxy(double prior, double[] concentrations) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> new DirichletWeights(prior, concentrations));
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof DirichletWeights other
        && prior == other.prior
        && Arrays.equals(concentrations, other.concentrations);
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(prior) + Arrays.hashCode(concentrations);
  }

  @Override
  public String toString() {
    return "Dirichlet" + Arrays.toString(concentrations);
  }
}
