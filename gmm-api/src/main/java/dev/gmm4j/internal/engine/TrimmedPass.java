package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.TrimmedExpectation;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.trimming.AbsentDensities;
import dev.gmm4j.internal.trimming.TrimmingCut;
import dev.gmm4j.internal.trimming.TrimmingScores;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pass of EM over the samples that trimming keeps: one pass finds the score of every sample, {@code ln Σ_k π_k f_k} or {@code
 * ln max_k π_k f_k}, a second one accumulates, with weight 0 for those below the threshold.
 *
 * <p>Given the parameters, the kept samples are those of the largest scores, and given these the maximization is that of EM: so
 * the log-likelihood of the kept samples, which the statistics report, never falls. Scores are held, eight bytes a sample. Missing
 * values count in scores and log-likelihood for {@link AbsentDensities}.
 */
public final class TrimmedPass implements TrimmedExpectation {
  private static final int READ_ROWS = 1024;

  private final LocalEngine engine;
  private final Trimming.Form form;
  private final double @Nullable [] weights;
  private final double totalWeight;
  private final double keptWeight;
  private final double[] scores;

  /** What the missing values of each row count for, or null where none may be missing. */
  private final double @Nullable [] absent;

  private final int @Nullable [] order;
  private @Nullable MixtureParameters scored;
  private @Nullable TrimmingCut cut;

  /**
   * Creates the pass.
   *
   * @throws ArithmeticException if there are more samples than an array holds
   */
  public TrimmedPass(LocalEngine engine, Trimming trimming) {
    this(engine, trimming, null, null);
  }

  /**
   * Creates the pass over samples of which values may be missing.
   *
   * @param absent what they count for, or null where none may be missing
   * @param order the index of each row among the samples as they were given, or null where it is its own
   * @throws ArithmeticException if there are more samples than an array holds
   */
  public TrimmedPass(
      LocalEngine engine,
      Trimming trimming,
      @Nullable AbsentDensities absent,
      int @Nullable [] order) {
    this.engine = engine;
    this.form = trimming.form();
    this.order = order;
    scores = new double[Math.toIntExact(engine.samples().count())];
    double[] given = engine.samples().isWeighted() ? engine.samples().rowWeights() : null;
    this.absent = absent == null ? null : new double[scores.length];
    if (absent != null) {
      given = given == null ? ones(scores.length) : given.clone();
      addAbsent(engine.samples(), absent, given);
    }
    weights = given;
    totalWeight = given == null ? scores.length : Arrays.stream(given).sum();
    boolean whole = given == null || Arrays.stream(given).allMatch(w -> w == Math.rint(w));
    keptWeight = trimming.kept(totalWeight, whole);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Finds what the missing values of each row count for; rows of which nothing is observed get weight 0. */
  private void addAbsent(Samples samples, AbsentDensities densities, double[] rowWeights) {
    double[] found = Objects.requireNonNull(absent);
    int row = 0;
    for (RowBlock block : samples.blocks(READ_ROWS)) {
      for (int i = 0; i < block.rows(); i++, row++) {
        found[row] = densities.of(block, i);
        rowWeights[row] = densities.isObserved(block, i) ? rowWeights[row] : 0;
      }
    }
  }

  @Override
  public double keptWeight() {
    return keptWeight;
  }

  @Override
  public double threshold(MixtureParameters parameters) {
    return cut(parameters).threshold();
  }

  @Override
  public long trimmedCount(MixtureParameters parameters) {
    return trimmedRows(parameters).length;
  }

  @Override
  public int[] trimmedRows(MixtureParameters parameters) {
    TrimmingCut found = cut(parameters);
    return IntStream.range(0, scores.length)
        .filter(row -> weight(row) > 0 && found.kept(row, weight(row)) == 0)
        .map(row -> order == null ? row : order[row])
        .sorted()
        .toArray();
  }

  /** Returns what is kept of the weight of each row under the parameters, until others are asked about. */
  public LocalEngine.RowWeight kept(MixtureParameters parameters) {
    return cut(parameters)::kept;
  }

  private double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    TrimmingCut found = cut(parameters);
    Assignment assignment = form == Trimming.Form.HARD ? Assignment.HARD : Assignment.SOFT;
    SufficientStatistics statistics =
        engine.accumulateReweighted(parameters, centres, assignment, moments, found::kept);
    for (int row = 0; absent != null && row < absent.length; row++) {
      statistics.addLogLikelihood(found.kept(row, weight(row)) * absent[row]);
    }
    return statistics;
  }

  private TrimmingCut cut(MixtureParameters parameters) {
    TrimmingCut found = cut;
    if (found == null || scored != parameters) {
      // Not known by the parameters before, should the pass be interrupted.
      cut = null;
      int components = parameters.components();
      engine.visit(
          parameters,
          () -> new TrimmingScores(form, components, engine.blockRows()),
          (kernel, block, first, finder) -> finder.write(kernel, block, scores, (int) first));
      for (int row = 0; absent != null && row < absent.length; row++) {
        scores[row] += absent[row];
      }
      found = TrimmingCut.of(scores, weights, keptWeight);
      cut = found;
      scored = parameters;
    }
    return found;
  }
}
