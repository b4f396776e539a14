package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups of samples that are known, or were found elsewhere.
 *
 * @param labels the group of each sample, from 0
 * @param names the groups' names, or null where they have none but their numbers
 */
record Groups(int[] labels, @Nullable List<String> names) {
  /** Returns groups without names. */
  static Groups of(Samples samples, int[] labels) {
    check(
        labels.length == samples.count(),
        "labels must be as many as samples = %d, but were %d",
        samples.count(),
        labels.length);
    for (int i = 0; i < labels.length; i++) {
      check(labels[i] >= 0, "labels[%d] must be >= 0, but was %d", i, labels[i]);
    }
    return new Groups(labels.clone(), null);
  }

  /** Returns groups with names. */
  static Groups of(Samples samples, int[] labels, List<String> names) {
    Groups groups = of(samples, labels);
    for (int i = 0; i < labels.length; i++) {
      check(
          labels[i] < names.size(),
          "labels[%d] must be < names = %d, but was %d",
          i,
          names.size(),
          labels[i]);
    }
    return new Groups(groups.labels, List.copyOf(names));
  }

  /** Returns the clusters of components that are merged. Samples of which nothing is observed, which have none, are not drawn. */
  static Groups merged(Samples samples, ComponentMerging merging, int clusters) {
    int[] labels = Arrays.stream(merging.predict(samples, clusters))
        .map(label -> Math.max(0, label))
        .toArray();
    return of(samples, labels, MergeTree.names(merging, clusters));
  }

  /** Returns the classes that a classifier predicts. */
  static Groups predicted(Samples samples, MixtureClassifier classifier) {
    return of(samples, classifier.predict(samples), classifier.classes());
  }

  int count() {
    return names == null ? Arrays.stream(labels).max().orElse(-1) + 1 : names.size();
  }

  boolean areNamed() {
    return names != null;
  }

  String name(int group) {
    return names == null ? "group " + group : names.get(group);
  }

  /** Returns a legend's number of groups above which it names none. */
  int mostEntries(int unnamed) {
    // Names are what a picture of known classes is drawn for; more colours and marks than these
    // there are not.
    return names == null ? unnamed : Palette.size() * Mark.values().length;
  }
}
