package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The prior of the mixing weights. Immutable.
 *
 * @param kind a finite Dirichlet distribution, or a Dirichlet process
 * @param concentration for a Dirichlet distribution its parameter {@code α₀}, the same for each component; for a process
 *     the parameter {@code γ} of the sticks' Beta(1, γ); positive, or null for {@code 1/K}
 * @param stickOrder how sticks are ordered; of no effect without sticks
 */
public record WeightPrior(Kind kind, @Nullable Double concentration, StickOrder stickOrder) {

  /** The kinds of priors of weights. */
  public enum Kind {
    /** {@code π ~ Dirichlet(α₀, ..., α₀)}. */
    DIRICHLET("dirichlet"),

    /** {@code π_k = v_k Π_{j<k} (1 - v_j)} with {@code v_k ~ Beta(1, γ)}; sticks beyond {@code K} stay at their prior. */
    DIRICHLET_PROCESS("dirichlet-process");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the name that files and the command line use. */
    public String label() {
      return label;
    }

    /**
     * Returns the kind of a label, whatever its case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind parse(String label) {
      for (Kind kind : values()) {
        if (kind.label.equalsIgnoreCase(label)) {
          return kind;
        }
      }
      String known = Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "weight prior must be one of %s, but was %s", known, label));
    }
  }

  /**
   * Creates a prior.
   *
   * @throws IllegalArgumentException if the concentration is not positive and finite
   */
  public WeightPrior {
    notNull("kind", kind);
    notNull("stickOrder", stickOrder);
    if (concentration != null) {
      PosteriorChecks.positive("concentration", concentration);
    }
  }

  /** Returns a Dirichlet distribution of concentration {@code 1/K}. */
  public static WeightPrior dirichlet() {
    return new WeightPrior(Kind.DIRICHLET, null, StickOrder.BY_SIZE);
  }

  /** Returns a Dirichlet process of concentration {@code 1/K}, sticks by size. */
  public static WeightPrior dirichletProcess() {
    return new WeightPrior(Kind.DIRICHLET_PROCESS, null, StickOrder.BY_SIZE);
  }

  /**
   * Returns this prior with a concentration: how many samples the prior counts for in each component, or for a process how
   * much weight late sticks have.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public WeightPrior withConcentration(double newConcentration) {
    return new WeightPrior(kind, newConcentration, stickOrder);
  }

  /** Returns this prior with another order of sticks. */
  public WeightPrior withStickOrder(StickOrder newOrder) {
    return new WeightPrior(kind, concentration, newOrder);
  }

  /** Returns the concentration for a number of components. */
  public double concentration(int components) {
    return concentration == null ? 1.0 / components : concentration;
  }

  /** Returns the posterior for given counts. */
  WeightPosterior posterior(double[] counts) {
    double prior = concentration(counts.length);
    return switch (kind) {
      case DIRICHLET -> DirichletWeights.of(prior, counts);
      case DIRICHLET_PROCESS -> StickWeights.of(prior, counts, stickOrder);
    };
  }
}
