package dev.gmm4j;

import dev.gmm4j.covariance.Covariances;
import java.util.ArrayList;
import java.util.List;

/** Finds the components of a mixture that are the same to rounding error. */
final class CoincidentComponents {
  /** In deviations. Rounding makes less of a difference, and components that EM parts are further apart. */
  private static final double TOLERANCE = 1e-9;

  private final GaussianMixture model;
  private final Covariances covariances;

  private CoincidentComponents(GaussianMixture model) {
    this.model = model;
    this.covariances = model.covariances();
  }

  /** Returns groups of at least two components of positive weight, in ascending order. */
  static List<List<Integer>> of(GaussianMixture model) {
    CoincidentComponents pairs = new CoincidentComponents(model);
    List<List<Integer>> groups = new ArrayList<>();
    for (int k = 0; k < model.components(); k++) {
      if (model.weight(k) > 0) {
        pairs.add(k, groups);
      }
    }
    return groups.stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
  }

  private void add(int k, List<List<Integer>> groups) {
    for (List<Integer> group : groups) {
      if (coincide(group.get(0), k)) {
        group.add(k);
        return;
      }
    }
    groups.add(new ArrayList<>(List.of(k)));
  }

  private boolean coincide(int k, int l) {
    double[] first = model.mean(k);
    double[] second = model.mean(l);
    int d = first.length;
    for (int i = 0; i < d; i++) {
      double variance = covariances.get(k, i, i);
      if (!(Math.abs(first[i] - second[i]) <= TOLERANCE * Math.sqrt(variance))
          || !(Math.abs(variance - covariances.get(l, i, i)) <= TOLERANCE * variance)) {
        return false;
      }
    }
    for (int i = 0; i < d && !covariances.type().isAxisAligned(); i++) {
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(covariances.get(k, i, i)) * Math.sqrt(covariances.get(k, j, j));
        if (!(Math.abs(covariances.get(k, i, j) - covariances.get(l, i, j)) <= TOLERANCE * scale)) {
          return false;
        }
      }
    }
    return true;
  }
}
