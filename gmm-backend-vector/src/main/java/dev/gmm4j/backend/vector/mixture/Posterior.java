package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.density.Exponentials;
import dev.gmm4j.backend.vector.mixture.density.PanelDensities;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.data.RowBlock;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Turns the weighted log-densities of a block into responsibilities, one panel after another, and sums up its
 * log-likelihood and the components' effective counts.
 */
final class Posterior {
  private static final int MAX_BINARY_EXPONENT = 1000;

  private final Memberships memberships;
  private final double[] values;
  private final double[] weights;
  private final double[] sums = new double[WIDTH];
  private final double[] logarithms = new double[WIDTH];

  /** For each lane the sums of exponentials multiplied, so that one logarithm serves many samples. */
  private final double[] products = new double[WIDTH];

  private final double[] logLikelihoods = new double[WIDTH];
  private final double[] effectiveCounts;
  private final RowOrder order;
  private int rows;
  private int components;
  private int multiplied;
  private int mostMultiplied;
  private boolean weighted;
  private boolean sparse;

  /**
   * Creates what turns log-densities into responsibilities.
   *
   * @param memberships has the log-densities and receives the responsibilities
   * @param order that of the samples in panels
   */
  Posterior(Memberships memberships, RowOrder order) {
    this.memberships = memberships;
    this.order = order;
    this.values = memberships.values();
    this.weights = memberships.weights();
    this.effectiveCounts = memberships.effectiveCounts();
  }

  /** Leaves the numbers of pairs that are not active as they are, instead of 0: nobody is to read them. */
  void leaveInactive() {
    sparse = true;
  }

  /** Starts a block, whose samples have the weights of its rows, or 1 where these are not wanted. */
  void begin(RowBlock block, boolean useWeights, int newComponents) {
    rows = block.rows();
    components = newComponents;
    weighted = useWeights && block.weights() != null;
    memberships.begin(block, order, weighted, components);
    Arrays.fill(logLikelihoods, 0);
    Arrays.fill(products, 1);
    multiplied = 0;
    mostMultiplied =
        MAX_BINARY_EXPONENT / (Integer.SIZE - Integer.numberOfLeadingZeros(components));
  }

  /**
   * Turns a panel's weighted log-densities into responsibilities times weights, by log-sum-exp.
   *
   * @param maxima the largest log-density of each sample of the block
   * @param negligible for each component, a responsibility of less than {@code exp(-negligible)} of the largest is 0
   */
  void normalize(int panel, double[] maxima, double[] negligible) {
    Arrays.fill(sums, 0);
    for (int k = 0; k < components; k++) {
      int at = memberships.at(panel, k);
      if (memberships.isActive(panel, k)) {
        boolean part =
            Exponentials.exponentials(values, at, maxima, panel * WIDTH, sums, negligible[k]);
        memberships.setActive(panel, k, part);
      } else if (!sparse) {
        Arrays.fill(values, at, at + WIDTH, 0);
      }
    }
    if (weighted || (panel + 1) * WIDTH > rows) {
      PanelDensities.logarithms(sums, logarithms);
      addLogLikelihood(panel, maxima, logarithms);
    } else {
      multiply();
      addLogLikelihood(panel, maxima);
    }
    scale(panel);
  }

  /** Writes the log-densities of the mixture. */
  void logDensities(int panel, double[] maxima, double[] logDensities) {
    PanelDensities.logarithms(sums, logarithms);
    int first = panel * WIDTH;
    int width = Math.min(WIDTH, rows - first);
    for (int s = 0; s < width; s++) {
      logDensities[order.row(first + s)] = maxima[first + s] + logarithms[s];
    }
  }

  /** Turns a panel's weighted log-densities into whole assignments to the likeliest component. */
  void assignHard(int panel, double[] maxima) {
    addLogLikelihood(panel, maxima);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector left = DoubleVector.fromArray(SPECIES, weights, panel * WIDTH + v);
      DoubleVector zero = DoubleVector.zero(SPECIES);
      DoubleVector most = DoubleVector.fromArray(SPECIES, maxima, panel * WIDTH + v);
      for (int k = 0; k < components; k++) {
        // What the first component of the highest density has got is no longer left for others.
        int at = memberships.at(panel, k) + v;
        VectorMask<Double> isMost =
            DoubleVector.fromArray(SPECIES, values, at).compare(VectorOperators.EQ, most);
        DoubleVector taken = zero.blend(left, isMost);
        taken.intoArray(values, at);
        left = left.blend(zero, isMost);
        taken
            .add(DoubleVector.fromArray(SPECIES, effectiveCounts, k * LANES))
            .intoArray(effectiveCounts, k * LANES);
      }
    }
    for (int k = 0; k < components; k++) {
      memberships.setActive(panel, k, hasPart(memberships.at(panel, k)));
    }
  }

  /** Takes responsibilities given row-major, times the samples' weights. */
  void take(double[] responsibilities) {
    int panels = Panels.count(rows);
    for (int p = 0; p < panels; p++) {
      for (int k = 0; k < components; k++) {
        int at = memberships.at(p, k);
        for (int s = 0; s < WIDTH; s++) {
          int place = p * WIDTH + s;
          double value = place < rows
              ? weights[place] * responsibilities[order.row(place) * components + k]
              : 0;
          values[at + s] = value;
          effectiveCounts[k * LANES + s % LANES] += value;
        }
        memberships.setActive(p, k, hasPart(at));
      }
    }
  }

  /** Writes a panel's responsibilities row-major. */
  void copyResponsibilities(int panel, double[] destination) {
    int first = panel * WIDTH;
    int width = Math.min(WIDTH, rows - first);
    for (int s = 0; s < width; s++) {
      for (int k = 0; k < components; k++) {
        destination[order.row(first + s) * components + k] = values[memberships.at(panel, k) + s];
      }
    }
  }

  /** Writes the likeliest component of each sample of a panel. */
  void copyLabels(int panel, double[] maxima, int[] labels) {
    int first = panel * WIDTH;
    int width = Math.min(WIDTH, rows - first);
    for (int s = 0; s < width; s++) {
      labels[order.row(first + s)] = likeliest(panel, s, maxima);
    }
  }

  /** Returns the component of the highest weighted log-density of a sample, the first of them. */
  int likeliest(int panel, int sample, double[] maxima) {
    int k = 0;
    while (k < components - 1
        && values[memberships.at(panel, k) + sample] != maxima[panel * WIDTH + sample]) {
      k++;
    }
    return k;
  }

  /** Adds the components' effective counts and returns the log-likelihood of the block, weighted. */
  double finish(double[] componentWeights) {
    flush();
    for (int k = 0; k < components; k++) {
      componentWeights[k] += memberships.effectiveCount(k);
    }
    double logLikelihood = 0;
    for (double part : logLikelihoods) {
      logLikelihood += part;
    }
    return logLikelihood;
  }

  private boolean hasPart(int at) {
    boolean part = false;
    for (int s = 0; s < WIDTH; s++) {
      part |= values[at + s] > 0;
    }
    return part;
  }

  private void multiply() {
    if (multiplied == mostMultiplied) {
      flush();
    }
    multiplied++;
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector.fromArray(SPECIES, products, v)
          .mul(DoubleVector.fromArray(SPECIES, sums, v))
          .intoArray(products, v);
    }
  }

  private void flush() {
    PanelDensities.logarithms(products, logarithms);
    for (int s = 0; s < WIDTH; s++) {
      logLikelihoods[s] += logarithms[s];
    }
    Arrays.fill(products, 1);
    multiplied = 0;
  }

  private void addLogLikelihood(int panel, double[] amounts) {
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector.fromArray(SPECIES, amounts, panel * WIDTH + v)
          .mul(DoubleVector.fromArray(SPECIES, weights, panel * WIDTH + v))
          .add(DoubleVector.fromArray(SPECIES, logLikelihoods, v))
          .intoArray(logLikelihoods, v);
    }
  }

  private void addLogLikelihood(int panel, double[] maxima, double[] logSums) {
    for (int s = 0; s < WIDTH; s++) {
      logLikelihoods[s] += weights[panel * WIDTH + s] * (maxima[panel * WIDTH + s] + logSums[s]);
    }
  }

  /** Divides by the sums of exponentials and multiplies by the weights. */
  private void scale(int panel) {
    DoubleVector u = DoubleVector.fromArray(SPECIES, weights, panel * WIDTH)
        .div(DoubleVector.fromArray(SPECIES, sums, 0));
    DoubleVector v = DoubleVector.fromArray(SPECIES, weights, panel * WIDTH + LANES)
        .div(DoubleVector.fromArray(SPECIES, sums, LANES));
    for (int k = 0; k < components; k++) {
      if (memberships.isActive(panel, k)) {
        int at = memberships.at(panel, k);
        DoubleVector x = DoubleVector.fromArray(SPECIES, values, at).mul(u);
        DoubleVector y = DoubleVector.fromArray(SPECIES, values, at + LANES).mul(v);
        x.intoArray(values, at);
        y.intoArray(values, at + LANES);
        x.add(y)
            .add(DoubleVector.fromArray(SPECIES, effectiveCounts, k * LANES))
            .intoArray(effectiveCounts, k * LANES);
      }
    }
  }
}
