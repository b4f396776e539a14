package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.TrimmedExpectation;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.trimming.AbsentDensities;
import dev.gmm4j.internal.trimming.PartedCut;
import dev.gmm4j.internal.trimming.ScoreBounds;
import dev.gmm4j.internal.trimming.ScoreCandidates;
import dev.gmm4j.internal.trimming.ScoreSummary;
import dev.gmm4j.internal.trimming.ScoredPart;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * The pass over the samples of a cluster that trimming keeps, in three jobs: one finds all scores, which stay where they are, and
 * bounds of the threshold, one the threshold itself from the scores between the bounds, and one accumulates.
 */
final class ClusterTrimming implements TrimmedExpectation {
  private final ClusterEngine engine;
  private final Trimming.Form form;
  private final @Nullable AbsentDensities absent;
  private final double keptWeight;
  private @Nullable Scored scored;

  /** The scores under some parameters, and what is kept of them. */
  private record Scored(
      MixtureParameters parameters,
      Broadcast<ScoreMessage> message,
      JavaRDD<ScoredPart> scores,
      PartedCut cut,
      long[] rows) {}

  /**
   * Creates a pass.
   *
   * @param absent what missing values count for, or null where none may be missing
   */
  ClusterTrimming(
      ClusterEngine engine,
      Trimming trimming,
      @Nullable AbsentDensities absent,
      double keptWeight) {
    this.engine = engine;
    this.form = trimming.form();
    this.absent = absent;
    this.keptWeight = keptWeight;
  }

  @Override
  public double keptWeight() {
    return keptWeight;
  }

  @Override
  public double threshold(MixtureParameters parameters) {
    return scored(parameters).cut().threshold();
  }

  @Override
  public long trimmedCount(MixtureParameters parameters) {
    Scored found = scored(parameters);
    Broadcast<PartedCut> cut = engine.broadcast(found.cut());
    try {
      return ClusterEngine.described(
          engine.context(),
          "gmm4j: count trimmed samples",
          () -> found
              .scores()
              .map(part -> (long) part.trimmed(cut.value()).length)
              .reduce(Long::sum));
    } finally {
      cut.destroy();
    }
  }

  @Override
  public int @Nullable [] trimmedRows(MixtureParameters parameters) {
    Scored found = scored(parameters);
    if (engine.count() > Integer.MAX_VALUE
        || trimmedCount(parameters) * Integer.BYTES > ClusterEngine.MAX_DRIVER_BYTES) {
      return null;
    }
    Broadcast<PartedCut> cut = engine.broadcast(found.cut());
    try {
      List<int[]> parts = ClusterEngine.described(
          engine.context(),
          "gmm4j: trimmed samples",
          () -> found.scores().map(part -> part.trimmed(cut.value())).collect());
      return inOrder(parts, found.rows());
    } finally {
      cut.destroy();
    }
  }

  private static int[] inOrder(List<int[]> parts, long[] rows) {
    int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    long first = 0;
    for (int p = 0; p < rows.length; p++) {
      for (int row : parts.get(p)) {
        all[next++] = Math.toIntExact(first + row);
      }
      first += rows[p];
    }
    return all;
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    Scored found = scored(parameters);
    Broadcast<PartedCut> cut = engine.broadcast(found.cut());
    // Not this pass, which cannot be sent.
    Trimming.Form used = form;
    AbsentDensities densities = absent;
    try {
      return engine.sum(
          parameters,
          centres,
          moments,
          (blocks, message) -> blocks.zipPartitions(
              found.scores(),
              (part, own) -> List.of(message
                      .value()
                      .expectKept(part, own.next().cut(cut.value()), used, densities))
                  .iterator()));
    } finally {
      cut.destroy();
    }
  }

  private Scored scored(MixtureParameters parameters) {
    Scored last = scored;
    if (last != null && last.parameters() == parameters) {
      return last;
    }
    close();
    Broadcast<ScoreMessage> message =
        engine.broadcast(engine.scoreMessage(parameters, form, absent));
    JavaRDD<ScoredPart> scores = engine
        .blocks()
        .mapPartitionsWithIndex(
            (index, part) -> List.of(message.value().score(index, part)).iterator(), true)
        .persist(engine.blocks().getStorageLevel());
    try {
      List<ScoreSummary> summaries = ClusterEngine.described(
          engine.context(),
          "gmm4j: scores for trimming",
          () -> scores.map(ScoredPart::summary).collect());
      requireNumbers(summaries);
      Broadcast<ScoreBounds> bounds = engine.broadcast(ScoreBounds.of(summaries, keptWeight));
      List<ScoreCandidates> candidates = ClusterEngine.described(
          engine.context(),
          "gmm4j: threshold of trimming",
          () -> scores.map(part -> part.candidates(bounds.value())).collect());
      bounds.destroy();
      Scored found = new Scored(
          parameters,
          message,
          scores,
          PartedCut.of(candidates, keptWeight),
          summaries.stream().mapToLong(ScoreSummary::rows).toArray());
      scored = found;
      return found;
    } catch (Throwable e) {
      // Of any kind: Spark throws its checked SparkException without declaring it.
      scores.unpersist(false);
      message.destroy();
      throw e;
    }
  }

  private static void requireNumbers(List<ScoreSummary> parts) {
    for (int p = 0; p < parts.size(); p++) {
      if (parts.get(p).notANumber() >= 0) {
        throw new GmmException("log-density of row " + parts.get(p).notANumber() + " of partition "
            + p + " must be a number, but was NaN; the samples' magnitude may be too large");
      }
    }
  }

  /** Releases the scores. */
  void close() {
    Scored last = scored;
    if (last != null) {
      scored = null;
      last.scores().unpersist(false);
      last.message().destroy();
    }
  }
}
