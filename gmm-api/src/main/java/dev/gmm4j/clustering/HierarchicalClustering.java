package dev.gmm4j.clustering;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.initialization.DecorrelatedRows;
import dev.gmm4j.internal.initialization.GaussianAgglomeration;
import dev.gmm4j.internal.initialization.GaussianAgglomeration.Criterion;
import dev.gmm4j.internal.initialization.MergeTree;
import dev.gmm4j.internal.initialization.PooledAgglomeration;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.MemoryLimit;
import java.util.ArrayList;
import java.util.List;

/**
 * Model-based hierarchical clustering (Banfield and Raftery 1993, Fraley 1998): from each row a cluster of its own, those two
 * are merged again and again that cost the least classification likelihood, until all rows are one cluster. Immutable.
 *
 * <p>With {@code W_k} the scatter of cluster k, {@code W} the sum of them and {@code α = tr T/(nd)} of the scatter {@code T}
 * of all rows, what is kept small is
 *
 * <ul>
 *   <li>EII: {@code tr W}, the method of Ward;
 *   <li>VII: {@code Σ_k n_k log((tr W_k + α)/n_k)};
 *   <li>EEE: {@code |W/n| + tr W/n}, and {@code |W/n|} alone from {@code |W/n| >= α} on;
 *   <li>VVV: {@code Σ_k n_k log(|W_k/n_k| + (tr W_k + α)/n_k)}.
 * </ul>
 *
 * <p>For one feature mclust calls EII E and VII V. Time grows with the square of the rows, for EEE with their cube, and memory
 * with the square but for EEE. Of equally cheap mergers the last is taken. Where the scatters of all rows would take more than
 * two gigabytes, VVV goes by the criterion of VII.
 */
public final class HierarchicalClustering {
  private final CovarianceModel model;
  private final MergeTree tree;

  private HierarchicalClustering(CovarianceModel model, MergeTree tree) {
    this.model = model;
    this.tree = tree;
  }

  /**
   * The merger of two clusters, which go by their first rows.
   *
   * @param first the first row of the one, and of both together
   * @param second the first row of the other, {@code > first}
   * @param clusters how many clusters are left
   * @param increase by how much it raises what is kept small; for EEE {@code |W/n| + tr W/n} throughout
   */
  public record Merge(int first, int second, int clusters, double increase) {}

  /**
   * Clusters rows by their features as they are, of which units matter to EII and VII.
   *
   * @param samples at least 2 rows of positive weight, without missing values
   * @param model EII, VII, EEE or VVV
   * @throws IllegalArgumentException if the model is another, or there are too few rows or too many
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite
   * @throws dev.gmm4j.exception.MemoryLimitException if the costs of all pairs are larger than the heap may be
   */
  public static HierarchicalClustering of(Samples samples, CovarianceModel model) {
    RowBlock block = checked(samples, model);
    return of(DecorrelatedRows.centred(block), model);
  }

  /**
   * Clusters rows whose features were standardized and turned to their principal axes, each axis then divided by the root of
   * its singular value (Scrucca and Raftery 2015): with VVV the clusters that {@code Initialization.hierarchical()} begins with.
   *
   * @param samples at least 2 rows of positive weight, without missing values
   * @param model EII, VII, EEE or VVV
   * @throws IllegalArgumentException if the model is another, or there are too few rows or too many
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite
   * @throws dev.gmm4j.exception.MemoryLimitException if the costs of all pairs are larger than the heap may be
   */
  public static HierarchicalClustering decorrelated(Samples samples, CovarianceModel model) {
    checked(samples, model);
    return of(
        DecorrelatedRows.of(samples, Backends.standard().automatic(), Interruption::check), model);
  }

  private static HierarchicalClustering of(DecorrelatedRows rows, CovarianceModel model) {
    MergeTree tree = switch (model) {
      case EII -> GaussianAgglomeration.run(rows, Criterion.EQUAL_BALLS, Interruption::check);
      case VII -> GaussianAgglomeration.run(rows, Criterion.BALLS, Interruption::check);
      case EEE -> PooledAgglomeration.run(rows, Interruption::check);
      default -> GaussianAgglomeration.run(rows, Criterion.ELLIPSOIDS, Interruption::check);
    };
    return new HierarchicalClustering(model, tree);
  }

  private static RowBlock checked(Samples samples, CovarianceModel model) {
    notNull("samples", samples);
    notNull("model", model);
    check(
        model == CovarianceModel.EII
            || model == CovarianceModel.VII
            || model == CovarianceModel.EEE
            || model == CovarianceModel.VVV,
        "model must be EII, VII, EEE or VVV, but was %s",
        model);
    SampleChecks.requireComplete(samples, "hierarchical clustering");
    long n = samples.count();
    check(
        n >= 2 && n <= GaussianAgglomeration.MAX_ROWS,
        "samples must be from 2 to %d, but were %d; cluster a subsample",
        GaussianAgglomeration.MAX_ROWS,
        n);
    if (model != CovarianceModel.EEE) {
      MemoryLimit.require(
          "costs of the pairs of " + n + " rows",
          (double) Double.BYTES * n * (n - 1) / 2,
          "cluster a subsample");
    }
    RowBlock block = samples.block(0, (int) n);
    SampleChecks.requireUsable(block, 0);
    for (int i = 0; i < n; i++) {
      check(
          block.weight(i) > 0,
          "weights must be > 0, but that of row %d was %s",
          i,
          block.weight(i));
    }
    return block;
  }

  /** Returns the covariance model. */
  public CovarianceModel model() {
    return model;
  }

  /** Returns the number of rows. */
  public int rows() {
    return tree.kept().length + 1;
  }

  /** Returns the mergers in their order, one less than rows. */
  public List<Merge> merges() {
    List<Merge> merges = new ArrayList<>();
    for (int m = 0; m < rows() - 1; m++) {
      merges.add(new Merge(tree.kept()[m], tree.gone()[m], rows() - 1 - m, tree.increases()[m]));
    }
    return List.copyOf(merges);
  }

  /**
   * Returns the clusters at the time there were so many, numbered from 0 in the order of their first rows; labels for
   * {@code Initialization.labels}.
   *
   * @param clusters from 1 to the number of rows
   * @throws IllegalArgumentException if it is out of range
   */
  public int[] labels(int clusters) {
    check(
        clusters >= 1 && clusters <= rows(),
        "clusters must be in [1, %d], but were %d",
        rows(),
        clusters);
    return tree.labels(clusters);
  }
}
