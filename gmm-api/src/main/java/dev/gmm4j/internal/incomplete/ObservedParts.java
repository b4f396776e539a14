package dev.gmm4j.internal.incomplete;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mixture's distributions of the features that are observed, for one row after the other. Not thread-safe.
 *
 * @param <T> what is made of such a distribution, once for rows of the same pattern
 */
public final class ObservedParts<T> {
  /** Thirty-two megabytes of distributions are kept for other rows. */
  private static final long MAX_KEPT_NUMBERS = 1 << 22;

  private final MixtureParameters whole;
  private final LinearAlgebraBackend backend;
  private final Function<MixtureParameters, T> make;
  private final Map<Pattern, Part<T>> parts = new HashMap<>();
  private long keptNumbers;
  private @Nullable Part<T> last;

  private record Part<T>(Pattern pattern, T made) {}

  /**
   * Creates parts of a mixture.
   *
   * @param make asked with the distribution of at least one feature, in their order
   */
  public ObservedParts(
      MixtureParameters whole, LinearAlgebraBackend backend, Function<MixtureParameters, T> make) {
    this.whole = whole;
    this.backend = backend;
    this.make = make;
  }

  /**
   * Turns to a row.
   *
   * @return what is made of the features that are observed of it, or null where there are none
   */
  public @Nullable T turnTo(double[] values, int at) {
    Part<T> part = last;
    if (part == null || !part.pattern().matches(values, at)) {
      Pattern pattern = Pattern.of(values, at, whole.dimension());
      if (pattern.isEmpty()) {
        return null;
      }
      part = parts.get(pattern);
      if (part == null) {
        part = newPart(pattern);
      }
      last = part;
    }
    return part.made();
  }

  private Part<T> newPart(Pattern pattern) {
    MixtureParameters observed = pattern.isComplete()
        ? whole
        : MarginalMixture.of(whole, pattern, backend).observed();
    long each = pattern.observed().length;
    keptNumbers += observed.components() * each * (each + 2);
    if (keptNumbers > MAX_KEPT_NUMBERS) {
      parts.clear();
      keptNumbers = 0;
    }
    Part<T> part = new Part<>(pattern, make.apply(observed));
    parts.put(pattern, part);
    return part;
  }

  /** Copies the observed values of the row that was turned to last, of which there are some. */
  public void copyObserved(double[] values, int at, double[] observed) {
    int[] features = Objects.requireNonNull(last).pattern().observed();
    for (int j = 0; j < features.length; j++) {
      observed[j] = values[at + features[j]];
    }
  }
}
