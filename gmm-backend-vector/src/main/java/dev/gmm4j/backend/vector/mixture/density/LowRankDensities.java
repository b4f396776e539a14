package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.dense.ProductTile;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.PanelSlab;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LowRankKernelParameters;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Log-densities under covariances of few factors: a panel of samples is projected by all components at once, as a tile of a
 * dense product, and its squared distances are what noise says of it less the squares of the projections.
 */
public final class LowRankDensities {
  private static final double MAX_SQUARED_DISTANCE = 1e300;
  private static final int TILE = ProductTile.ROWS;

  private final int dimension;
  private final int factors;
  private final PanelSlab slab;

  /** The projections of all components, slab by slab in tiles of rows. */
  private final double[] packed;

  /** Their products with the means, {@code K*q} numbers. */
  private final double[] projectedMeans;

  /** {@code Ψ^-½} and its products with the means, with the sign turned: {@code K*d} numbers each. */
  private final double[] scales;

  private final double[] offsets;

  /** {@code W(x - μ)}, panel by panel {@code WIDTH} numbers for each component and factor. */
  private final double[] projected;

  /** The squares of noise, panel by panel {@code WIDTH} numbers for each component. */
  private final double[] squares;

  private double[] shift = {};
  private double[] coefficients = {};
  private int components;
  private int tiledRows;

  /** Creates what evaluates blocks of so many rows. */
  public LowRankDensities(int dimension, int factors, int maxComponents, int blockRows) {
    int mostRows = tiled(maxComponents * factors);
    int panels = Panels.count(blockRows);
    this.dimension = dimension;
    this.factors = factors;
    this.slab = new PanelSlab(dimension, blockRows);
    this.packed = new double[Math.multiplyExact(mostRows, dimension)];
    this.projectedMeans = new double[maxComponents * factors];
    this.scales = new double[Math.multiplyExact(maxComponents, dimension)];
    this.offsets = new double[scales.length];
    this.projected = new double[panels * mostRows * WIDTH];
    this.squares = new double[panels * maxComponents * WIDTH];
  }

  private static int tiled(int rows) {
    return (rows + TILE - 1) / TILE * TILE;
  }

  /** Sets the parameters. */
  public void use(LowRankKernelParameters parameters) {
    components = parameters.components();
    tiledRows = tiled(components * factors);
    shift = parameters.centre();
    coefficients = new double[components];
    double[] mean = new double[dimension];
    for (int k = 0; k < components; k++) {
      coefficients[k] = parameters.logCoefficient(k);
      double[] noise = parameters.noise(k);
      for (int j = 0; j < dimension; j++) {
        int at = k * dimension + j;
        mean[j] = parameters.means()[at] - shift[j];
        scales[at] = 1 / Math.sqrt(noise[j]);
        offsets[at] = -mean[j] * scales[at];
      }
      for (int f = k * factors; f < (k + 1) * factors; f++) {
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
          sum += parameters.projections()[f * dimension + j] * mean[j];
        }
        projectedMeans[f] = sum;
      }
    }
    pack(parameters.projections());
  }

  private void pack(double[] projections) {
    int rows = components * factors;
    for (int from = 0; from < dimension; from += PanelSlab.FEATURES) {
      int depth = Math.min(PanelSlab.FEATURES, dimension - from);
      for (int row = 0; row < tiledRows; row++) {
        int to = from * tiledRows + row / TILE * TILE * depth + row % TILE;
        for (int j = 0; j < depth; j++) {
          packed[to + j * TILE] = row < rows ? projections[row * dimension + from + j] : 0;
        }
      }
    }
  }

  /** Projects the rows of a block and sums up the squares of noise; {@link #logDensities} has what comes of it. */
  public void evaluate(RowBlock rows) {
    int panels = Panels.count(rows.rows());
    Arrays.fill(projected, 0, panels * tiledRows * WIDTH, 0);
    Arrays.fill(squares, 0, panels * components * WIDTH, 0);
    for (int from = 0; from < dimension; from += PanelSlab.FEATURES) {
      slab.pack(rows, from, shift);
      for (int p = 0; p < panels; p++) {
        project(p);
        addSquares(p);
      }
    }
  }

  private void project(int panel) {
    int depth = slab.count();
    int from = slab.first() * tiledRows;
    int to = panel * tiledRows * WIDTH;
    for (int row = 0; row < tiledRows; row += TILE) {
      ProductTile.add(
          Math.min(TILE, components * factors - row),
          depth,
          packed,
          from + row * depth,
          slab.values(),
          slab.at(panel),
          projected,
          to + row * WIDTH,
          WIDTH);
    }
  }

  private void addSquares(int panel) {
    for (int k = 0; k < components; k += 2) {
      int next = Math.min(k + 1, components - 1);
      NoiseSquares.add(
          slab.values(),
          slab.at(panel),
          slab.count(),
          scales,
          offsets,
          k * dimension + slab.first(),
          next * dimension + slab.first(),
          squares,
          (panel * components + k) * WIDTH,
          (panel * components + next) * WIDTH);
    }
  }

  /**
   * Writes the weighted log-densities of a panel.
   *
   * @param maxima receives the largest of each sample, those of the panel from {@code panel*WIDTH}
   */
  public void logDensities(int panel, Memberships memberships, double[] maxima) {
    Arrays.fill(maxima, panel * WIDTH, (panel + 1) * WIDTH, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < components; k++) {
      if (coefficients[k] > Double.NEGATIVE_INFINITY) {
        logDensities(panel, k, memberships.values(), memberships.at(panel, k), maxima);
        memberships.setActive(panel, k, true);
      } else {
        memberships.exclude(panel, k);
      }
    }
  }

  private void logDensities(int panel, int k, double[] values, int to, double[] maxima) {
    DoubleVector most = DoubleVector.broadcast(SPECIES, MAX_SQUARED_DISTANCE);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
    DoubleVector c = DoubleVector.broadcast(SPECIES, coefficients[k]);
    int from = at(panel, k);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector sum = zero;
      for (int f = 0; f < factors; f++) {
        int at = from + f * WIDTH + v;
        DoubleVector u = DoubleVector.fromArray(SPECIES, projected, at)
            .sub(DoubleVector.broadcast(SPECIES, projectedMeans[k * factors + f]));
        u.intoArray(projected, at);
        sum = FMA ? u.fma(u, sum) : u.mul(u).add(sum);
      }
      DoubleVector square = DoubleVector.fromArray(
              SPECIES, squares, (panel * components + k) * WIDTH + v)
          .sub(sum)
          .max(zero);
      // NaN, from infinity minus infinity, is cut off too.
      square = most.blend(square, most.compare(VectorOperators.GT, square));
      DoubleVector l = FMA ? square.fma(half, c) : square.mul(half).add(c);
      l.intoArray(values, to + v);
      DoubleVector m = DoubleVector.fromArray(SPECIES, maxima, panel * WIDTH + v);
      m.blend(l, l.compare(VectorOperators.GT, m)).intoArray(maxima, panel * WIDTH + v);
    }
  }

  /** Returns {@code W(x - μ)} of all samples once their log-densities are written, from {@link #at} on. */
  public double[] projected() {
    return projected;
  }

  /** Returns where in what is projected the numbers of a panel and component start: {@code WIDTH} for each factor. */
  public int at(int panel, int component) {
    return (panel * tiledRows + component * factors) * WIDTH;
  }
}
