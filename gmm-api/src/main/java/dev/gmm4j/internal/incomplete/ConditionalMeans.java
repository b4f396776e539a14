package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Samples whose missing values are replaced by their means given those observed, under one normal distribution. Values are
 * computed when rows are read: nothing is copied.
 */
final class ConditionalMeans implements RowSource {
  /** Thirty-two megabytes of gains are kept for other rows. */
  private static final long MAX_KEPT_NUMBERS = 1 << 22;

  private final Samples samples;
  private final MixtureParameters normal;
  private final LinearAlgebraBackend backend;
  private final Map<Pattern, Regressions> regressions = new ConcurrentHashMap<>();

  ConditionalMeans(Samples samples, MixtureParameters normal, LinearAlgebraBackend backend) {
    this.samples = samples;
    this.normal = normal;
    this.backend = backend;
  }

  @Override
  public long rows() {
    return samples.count();
  }

  @Override
  public int columns() {
    return samples.dimension();
  }

  @Override
  public void read(long first, int count, double[] destination) {
    RowBlock block = samples.block(first, count);
    int d = columns();
    System.arraycopy(block.values(), block.offset(), destination, 0, count * d);
    Pattern pattern = null;
    for (int i = 0; i < count; i++) {
      if (pattern == null || !pattern.matches(destination, i * d)) {
        pattern = Pattern.of(destination, i * d, d);
      }
      if (!pattern.isComplete()) {
        complete(destination, i * d, pattern, of(pattern));
      }
    }
  }

  private Regressions of(Pattern pattern) {
    long each = (long) pattern.observed().length * columns();
    if (regressions.size() * each > MAX_KEPT_NUMBERS) {
      regressions.clear();
    }
    return regressions.computeIfAbsent(
        pattern, missing -> Regressions.of(normal.covariances(), missing, backend));
  }

  private void complete(double[] values, int offset, Pattern pattern, Regressions regression) {
    double[] means = normal.means();
    int[] observed = pattern.observed();
    int[] missing = pattern.missing();
    for (int i = 0; i < missing.length; i++) {
      double sum = means[missing[i]];
      for (int j = 0; j < observed.length && !regression.isUncorrelated(); j++) {
        sum += regression.gains()[i * observed.length + j]
            * (values[offset + observed[j]] - means[observed[j]]);
      }
      values[offset + missing[i]] = sum;
    }
  }
}
