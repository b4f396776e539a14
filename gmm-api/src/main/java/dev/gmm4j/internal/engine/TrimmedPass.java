package dev.gmm4j.internal.engine;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.TrimmedExpectation;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.trimming.TrimmingCut;
import dev.gmm4j.internal.trimming.TrimmingScores;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pass of EM over the samples that trimming keeps: one pass finds the score of every sample, {@code ln Σ_k π_k f_k} or {@code
 * ln max_k π_k f_k}, a second one accumulates, with weight 0 for those below the threshold.
 *
 * <p>Given the parameters, the kept samples are those of the largest scores, and given these the maximization is that of EM: so
 * the log-likelihood of the kept samples, which the statistics report, never falls. Scores are held, eight bytes a sample.
 */
public final class TrimmedPass implements TrimmedExpectation {
  private final LocalEngine engine;
  private final Trimming.Form form;
  private final double @Nullable [] weights;
  private final double totalWeight;
  private final double keptWeight;
  private final double[] scores;
  private @Nullable MixtureParameters scored;
  private @Nullable TrimmingCut cut;

  /**
   * Creates the pass.
   *
   * @throws ArithmeticException if there are more samples than an array holds
   */
  public TrimmedPass(LocalEngine engine, Trimming trimming) {
    this.engine = engine;
    this.form = trimming.form();
    scores = new double[Math.toIntExact(engine.samples().count())];
    double[] given = engine.samples().isWeighted() ? engine.samples().rowWeights() : null;
    weights = given;
    totalWeight = given == null ? scores.length : Arrays.stream(given).sum();
    boolean whole = given == null || Arrays.stream(given).allMatch(w -> w == Math.rint(w));
    keptWeight = trimming.kept(totalWeight, whole);
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
    return engine.accumulateReweighted(parameters, centres, assignment, moments, found::kept);
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
      found = TrimmingCut.of(scores, weights, keptWeight);
      cut = found;
      scored = parameters;
    }
    return found;
  }
}
