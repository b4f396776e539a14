package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.dense.ProductTile;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LowRankStatistics;
import java.util.Arrays;

/**
 * Moments of each feature and the products of features and projections, without rows whose responsibility is negligible. Weighted
 * projections of some rows are tiles of the left operand of a product, and their features are strips of the right one.
 */
public final class LowRankMoments {
  /** So many rows of a strip are 16 KB: half of a first-level cache. */
  private static final int CAPACITY = 128;

  private static final int TILE = ProductTile.ROWS;

  private final int dimension;
  private final int factors;
  private final int[] offsets = new int[CAPACITY];
  private final double[] weights = new double[CAPACITY];

  /** Projections times weights, in tiles of factors, {@code CAPACITY} rows each; 0 for factors that the last has too many. */
  private final double[] projections;

  private final FeatureStrip strip;

  /** The product of a last strip, which has more features than are wanted of it. */
  private final double[] edge = new double[TILE * ProductTile.COLUMNS];

  private int count;

  /** Creates an accumulator. */
  public LowRankMoments(int dimension, int factors) {
    this.dimension = dimension;
    this.factors = factors;
    this.strip = new FeatureStrip(dimension, CAPACITY);
    this.projections = new double[(factors + TILE - 1) / TILE * TILE * CAPACITY];
  }

  /** What samples are projected to by a component. */
  public interface Projected {

    /** Returns where the numbers of a panel and component start: {@code WIDTH} for each factor. */
    int at(int panel, int component);
  }

  /**
   * Adds the moments of a block.
   *
   * @param projected numbers that {@code places} tells the places of
   */
  public void add(
      RowBlock block,
      Memberships memberships,
      double[] projected,
      Projected places,
      LowRankStatistics statistics) {
    int panels = Panels.count(block.rows());
    for (int k = 0; k < memberships.components(); k++) {
      count = 0;
      for (int p = 0; p < panels; p++) {
        if (memberships.isActive(p, k)) {
          if (count > CAPACITY - WIDTH) {
            flush(block.values(), k, statistics);
          }
          take(block, p, memberships.values(), memberships.at(p, k), projected, places.at(p, k));
        }
      }
      flush(block.values(), k, statistics);
    }
  }

  /** Takes those samples of a panel that have a weight. */
  private void take(
      RowBlock block, int panel, double[] values, int at, double[] projected, int from) {
    int first = panel * WIDTH;
    int width = Math.min(WIDTH, block.rows() - first);
    for (int s = 0; s < width; s++) {
      double weight = values[at + s];
      if (weight > 0) {
        offsets[count] = block.rowOffset(first + s);
        weights[count] = weight;
        for (int f = 0; f < factors; f++) {
          int tile = f / TILE * TILE * CAPACITY;
          projections[tile + count * TILE + f % TILE] = weight * projected[from + f * WIDTH + s];
        }
        count++;
      }
    }
  }

  /** Adds the moments of the rows that were taken. */
  private void flush(double[] source, int component, LowRankStatistics statistics) {
    for (int feature = 0; count > 0 && feature < dimension; feature += FeatureStrip.WIDTH) {
      // A last strip begins so early that it is whole, where there are features enough.
      int from = Math.max(0, Math.min(feature, dimension - FeatureStrip.WIDTH));
      strip.layOut(
          source, offsets, weights, count, from, statistics.centres(), component * dimension);
      int to = component * dimension + feature;
      int width = Math.min(FeatureStrip.WIDTH, dimension - feature);
      add(strip.first(), feature - from, width, statistics.first(), to);
      add(strip.second(), feature - from, width, statistics.second(), to);
      for (int f = 0; f < factors; f += TILE) {
        addProducts(f, component, feature, feature - from, width, statistics.products());
      }
    }
    count = 0;
  }

  /**
   * Adds the products of a tile of factors.
   *
   * @param feature the first that they are wanted of
   * @param skipped features of the strip before it
   */
  private void addProducts(
      int factor, int component, int feature, int skipped, int width, double[] products) {
    int height = Math.min(TILE, factors - factor);
    int from = factor * CAPACITY;
    int to = (component * factors + factor) * dimension + feature;
    if (width == FeatureStrip.WIDTH) {
      ProductTile.add(height, count, projections, from, strip.values(), 0, products, to, dimension);
    } else {
      Arrays.fill(edge, 0);
      ProductTile.add(
          height, count, projections, from, strip.values(), 0, edge, 0, FeatureStrip.WIDTH);
      for (int i = 0; i < height; i++) {
        add(edge, i * FeatureStrip.WIDTH + skipped, width, products, to + i * dimension);
      }
    }
  }

  private static void add(double[] sums, int from, int width, double[] all, int to) {
    for (int j = 0; j < width; j++) {
      all[to + j] += sums[from + j];
    }
  }
}
