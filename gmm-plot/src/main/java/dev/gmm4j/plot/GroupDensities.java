package dev.gmm4j.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The log-densities of clusters or classes in a plane, with their shares, without underflow far from all of them. */
final class GroupDensities {
  private final MarginalMixture mixture;
  private final Clustering clustering;
  private final int groups;
  private final List<Integer> live;

  GroupDensities(MarginalMixture mixture, Clustering clustering) {
    this.mixture = mixture;
    this.clustering = clustering;
    this.groups = clustering.count();
    this.live = IntStream.range(0, mixture.components())
        .filter(k -> mixture.weight(k) > 0)
        .map(clustering::group)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  /** Returns the groups that have a weight. */
  List<Integer> liveGroups() {
    return live;
  }

  int live() {
    return live.size();
  }

  /** Returns the number of densities that one grid point of all boundaries takes. */
  double cost() {
    return (double) live.size() * mixture.components();
  }

  /** Returns the log-density of each group times its weight; of groups without weight minus infinity. */
  double[] logDensities(double x, double y) {
    double[] largest = new double[groups];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    double[] terms = new double[mixture.components()];
    for (int k = 0; k < terms.length; k++) {
      terms[k] = mixture.logComponentDensity(k, x, y);
      int group = clustering.group(k);
      largest[group] = Math.max(largest[group], terms[k]);
    }
    double[] sums = new double[groups];
    for (int k = 0; k < terms.length; k++) {
      int group = clustering.group(k);
      if (terms[k] > Double.NEGATIVE_INFINITY) {
        sums[group] += Math.exp(terms[k] - largest[group]);
      }
    }
    for (int g = 0; g < groups; g++) {
      sums[g] = sums[g] > 0 ? largest[g] + Math.log(sums[g]) : Double.NEGATIVE_INFINITY;
    }
    return sums;
  }

  /** Returns the likeliest group; of equal ones the first. */
  int likeliest(double x, double y) {
    double[] logDensities = logDensities(x, y);
    int likeliest = 0;
    for (int g = 1; g < groups; g++) {
      likeliest = logDensities[g] > logDensities[likeliest] ? g : likeliest;
    }
    return likeliest;
  }

  /** Returns 1 minus the probability of the likeliest group. */
  double uncertainty(double x, double y) {
    double[] logDensities = logDensities(x, y);
    double largest = Arrays.stream(logDensities).max().orElseThrow();
    double sum =
        Arrays.stream(logDensities).map(value -> Math.exp(value - largest)).sum();
    return 1 - 1 / sum;
  }

  /** Returns by how much a group's log-density is above that of the likeliest other. */
  double lead(int group, double x, double y) {
    double[] logDensities = logDensities(x, y);
    return logDensities[group] - logDensities[rival(group, logDensities)];
  }

  /** Returns the likeliest of the other groups, of which there must be one. */
  int rival(int group, double x, double y) {
    return rival(group, logDensities(x, y));
  }

  private static int rival(int group, double... logDensities) {
    int rival = group == 0 ? 1 : 0;
    for (int g = 0; g < logDensities.length; g++) {
      rival = g != group && logDensities[g] > logDensities[rival] ? g : rival;
    }
    return rival;
  }
}
