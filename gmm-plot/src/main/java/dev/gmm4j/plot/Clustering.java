package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.clustering.ComponentMerging;
import org.jspecify.annotations.Nullable;

/**
 * What tells rows apart: a mixture's components, or clusters or classes of several components each.
 *
 * @param model the mixture
 * @param groups the cluster of each component, from 0, or null where each is one by itself
 */
record Clustering(MixtureView model, int @Nullable [] groups) {
  static Clustering of(GaussianMixture model) {
    return of(MixtureView.of(model));
  }

  static Clustering of(MixtureView model) {
    return new Clustering(model, null);
  }

  static Clustering of(ComponentMerging merging, int clusters) {
    return new Clustering(MixtureView.of(merging.model()), merging.clusters(clusters));
  }

  static Clustering of(MixtureClassifier classifier) {
    GaussianMixture joint = classifier.mixtureOverClasses();
    int[] classes = new int[joint.components()];
    int k = 0;
    for (int c = 0; c < classifier.classes().size(); c++) {
      for (int own = 0; own < classifier.mixture(c).components(); own++) {
        classes[k++] = c;
      }
    }
    return new Clustering(MixtureView.of(joint), classes);
  }

  int group(int component) {
    return groups == null ? component : groups[component];
  }

  /** Returns the number of groups. */
  int count() {
    int count = 0;
    for (int k = 0; k < model.components(); k++) {
      count = Math.max(count, group(k) + 1);
    }
    return count;
  }

  /** Returns the probabilities of the groups, given those of the components. */
  double[] probabilities(double[] responsibilities) {
    if (groups == null) {
      return responsibilities;
    }
    double[] sums = new double[count()];
    for (int k = 0; k < responsibilities.length; k++) {
      sums[groups[k]] += responsibilities[k];
    }
    return sums;
  }
}
