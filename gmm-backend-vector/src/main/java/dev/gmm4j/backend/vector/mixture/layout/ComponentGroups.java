package dev.gmm4j.backend.vector.mixture.layout;

import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Groups of components that are near each other, so that all of a group are given up for samples at once.
 *
 * <p>Distances of groups are Euclidean, where each feature counts in standard deviations within components. If {@code y} is a
 * sample in these units, {@code m_k} a mean, {@code c} the centre of a group and {@code R} the largest distance from it of the
 * group's means, then {@code ‖W_k(x - μ_k)‖ ≥ σ_k·‖y - m_k‖ ≥ σ·(‖y - c‖ - R)} with the smallest singular value {@code σ_k} of
 * the component's factor in the same units, and the least of them {@code σ}: the triangle inequality. So one distance bounds
 * the densities of all the group's components from above.
 *
 * <p>Groups depend on the parameters only, like the order of rows that is made of them: the same bits result whatever was
 * computed before.
 */
public final class ComponentGroups {
  /** Fewer components are evaluated faster than they are thought of. */
  private static final int MIN_COMPONENTS = 32;

  /** So many standard deviations from its mean a sample is taken to be at most, on the way to another mean. */
  private static final double DEVIATIONS = 3;

  /** Samples of so many components are thought of. */
  private static final int LOOKED_AT = 16;

  /** The part of the components that a sample may need for groups to pay: a panel has samples of several groups. */
  private static final double MOST_NEEDED = 0.3;

  /** What rounding may take from a bound, relative to it. */
  private static final double ROUNDING = 1e-9;

  private final KernelParameters parameters;
  private final double[] negligible;
  private final int dimension;
  private final int components;

  /** The means, in deviations from the mixture's centre. */
  private final double[] means;

  private final double[] scales;
  private final int[] groupOf;
  private final int groups;

  /** The components, those of a group side by side; without those of no weight, which no group has. */
  private final int[] members;

  /** For each group, where its members start. */
  private final int[] starts;

  private final double[] centres;
  private final double[] radii;

  /** For each group, the reciprocal of the least singular value of its components' factors. */
  private final double[] slowness;

  /** For each group, the largest log-density that a component can have, and what is negligible of it added. */
  private final double[] limits;

  private ComponentGroups(KernelParameters parameters, double[] negligible, double[] scales) {
    this.parameters = parameters;
    this.negligible = negligible;
    this.scales = scales;
    this.dimension = parameters.dimension();
    this.components = parameters.components();
    this.means = scaledMeans();
    this.groupOf = new int[components];
    this.centres = new double[components * dimension];
    this.groups = divide();
    this.starts = new int[groups + 1];
    this.members = new int[components];
    this.radii = new double[groups];
    this.slowness = new double[groups];
    this.limits = new double[groups];
    list();
    moveCentres();
  }

  /**
   * Returns groups of the components, or null where they would not pay: with few components, with components that overlap
   * across groups, or where too many features make bounds expensive.
   *
   * @param negligible for each component, a responsibility below {@code exp(-negligible)} counts as zero
   */
  public static @Nullable ComponentGroups of(KernelParameters parameters, double[] negligible) {
    boolean canBound = LeastStretch.isCheap(parameters);
    if (!canBound || parameters.components() < MIN_COMPONENTS) {
      return null;
    }
    double[] scales = new double[parameters.dimension()];
    for (int j = 0; j < scales.length; j++) {
      scales[j] = 1 / Math.sqrt(parameters.variances()[j]);
      if (!(scales[j] > 0 && scales[j] < Double.POSITIVE_INFINITY)) {
        return null;
      }
    }
    ComponentGroups groups = new ComponentGroups(parameters, negligible, scales);
    if (groups.needed() > MOST_NEEDED) {
      return null;
    }
    groups.bound();
    return groups.needed() > MOST_NEEDED ? null : groups;
  }

  private double[] scaledMeans() {
    double[] scaled = new double[components * dimension];
    for (int k = 0; k < parameters.gaussianComponents(); k++) {
      for (int j = 0; j < dimension; j++) {
        scaled[k * dimension + j] =
            (parameters.means()[k * dimension + j] - parameters.centre()[j]) * scales[j];
      }
    }
    return scaled;
  }

  /**
   * Makes groups about means that are far from each other, each the farthest from those before; returns their number. A
   * uniform component has a group of its own.
   */
  private int divide() {
    int others = parameters.gaussianComponents();
    int wanted = most(components) - 1;
    int made = divide(others, wanted);
    if (others < components) {
      groupOf[others] = made;
    }
    return made + components - others;
  }

  private int divide(int others, int wanted) {
    double[] squares = new double[others];
    Arrays.fill(squares, Double.POSITIVE_INFINITY);
    int centre = 0;
    for (int g = 0; g < wanted; g++) {
      System.arraycopy(means, centre * dimension, centres, g * dimension, dimension);
      int farthest = -1;
      for (int k = 0; k < others; k++) {
        double square = square(means, k, centres, g);
        if (square < squares[k]) {
          squares[k] = square;
          groupOf[k] = g;
        }
        if (has(k) && (farthest < 0 || squares[k] > squares[farthest])) {
          farthest = k;
        }
      }
      if (farthest < 0 || squares[farthest] == 0) {
        return g + 1;
      }
      centre = farthest;
    }
    return wanted;
  }

  /** Tells whether a component has a weight, without which it is not evaluated. */
  private boolean has(int component) {
    return parameters.logCoefficient(component) > Double.NEGATIVE_INFINITY;
  }

  private void list() {
    int place = 0;
    for (int g = 0; g < groups; g++) {
      starts[g] = place;
      for (int k = 0; k < components; k++) {
        if (groupOf[k] == g && has(k)) {
          members[place++] = k;
        }
      }
    }
    starts[groups] = place;
  }

  /** Moves centres to the mean of their group, and sets what is known without factors. */
  private void moveCentres() {
    Arrays.fill(slowness, 1);
    Arrays.fill(limits, Double.NEGATIVE_INFINITY);
    for (int g = 0; g < groups; g++) {
      int count = end(g) - start(g);
      if (count > 0) {
        Arrays.fill(centres, g * dimension, (g + 1) * dimension, 0);
        for (int place = start(g); place < end(g); place++) {
          for (int j = 0; j < dimension; j++) {
            centres[g * dimension + j] += means[members[place] * dimension + j] / count;
          }
        }
      }
      for (int place = start(g); place < end(g); place++) {
        int k = members[place];
        radii[g] = Math.max(radii[g], Math.sqrt(square(means, k, centres, g)));
        limits[g] = Math.max(limits[g], parameters.logCoefficient(k) + negligible[k]);
      }
    }
  }

  private void bound() {
    LeastStretch stretch = new LeastStretch(parameters, scales);
    for (int g = 0; g < groups; g++) {
      slowness[g] = 0;
      for (int place = start(g); place < end(g); place++) {
        slowness[g] = Math.max(slowness[g], 1 / Math.sqrt(stretch.square(members[place])));
      }
    }
  }

  private double square(double[] points, int point, double[] otherPoints, int otherPoint) {
    double sum = 0;
    int at = point * dimension;
    int otherAt = otherPoint * dimension;
    for (int j = 0; j < dimension; j++) {
      double difference = points[at + j] - otherPoints[otherAt + j];
      sum += difference * difference;
    }
    return sum;
  }

  /** Returns the part of the components that a sample needs on average, judged by samples of some components. */
  private double needed() {
    int step = (components + LOOKED_AT - 1) / LOOKED_AT;
    double count = 0;
    double total = 0;
    for (int k = 0; k < components; k += step) {
      if (has(k)) {
        double weight = Math.exp(parameters.logWeights()[k] - parameters.logTotalWeight());
        total += weight;
        count += weight * needed(k);
      }
    }
    return count / total / components;
  }

  private double needed(int component) {
    double density = parameters.logCoefficient(component) - 0.5 * dimension;
    double count = 0;
    for (int g = 0; g < groups; g++) {
      double square = square(means, component, centres, g);
      double nearest = square + dimension - 2 * DEVIATIONS * Math.sqrt(square);
      boolean out = groupOf[component] != g && nearest > farthestSquare(g, density);
      count += out ? 0 : end(g) - start(g);
    }
    return count;
  }

  /** Returns the squared distance from a group's centre beyond which all its components have a responsibility of zero. */
  private double farthestSquare(int group, double logDensity) {
    // Of a uniform component, whose least square is 0, no distance tells anything.
    double square = Math.max(0, 2 * (limits[group] - logDensity));
    double distance = radii[group] + Math.sqrt(square) * slowness[group];
    return distance * distance * (1 + ROUNDING);
  }

  /**
   * Computes the distances from a group's centre beyond which all its components have a responsibility of zero.
   *
   * @param logDensities for some panels, the least of the largest log-densities of its samples under other components
   * @param halves receives for each panel minus half of the squared distance; NaN where the group is not needed at any distance
   */
  public void farthest(int group, double[] logDensities, int panels, double[] halves) {
    double limit = limits[group];
    double radius = radii[group];
    double slow = slowness[group];
    for (int p = 0; p < panels; p++) {
      double square = Math.max(0, 2 * (limit - logDensities[p]));
      double distance = radius + Math.sqrt(square) * slow;
      halves[p] = distance * distance * (-0.5 * (1 + ROUNDING));
    }
  }

  /** Returns the groups as components of a mixture, whose squared distances are those of the samples from the centres. */
  public KernelParameters asComponents() {
    double[] factors = new double[groups * dimension];
    double[] groupMeans = new double[groups * dimension];
    for (int i = 0; i < factors.length; i++) {
      int j = i % dimension;
      factors[i] = scales[j];
      groupMeans[i] = centres[i] / scales[j] + parameters.centre()[j];
    }
    return new KernelParameters(
        new double[groups],
        groupMeans,
        PrecisionFactors.distances(groups, dimension, factors),
        parameters.centre(),
        parameters.variances());
  }

  /** Returns the most groups that there are of some components. */
  public static int most(int components) {
    return 2 * (int) Math.ceil(Math.sqrt(components)) + 1;
  }

  /** Returns the number of groups. */
  public int count() {
    return groups;
  }

  /** Returns the components, those of a group from {@link #start} to {@link #end}. */
  public int[] members() {
    return members;
  }

  /** Returns where a group's components start. */
  public int start(int group) {
    return starts[group];
  }

  /** Returns where a group's components end. */
  public int end(int group) {
    return starts[group + 1];
  }
}
