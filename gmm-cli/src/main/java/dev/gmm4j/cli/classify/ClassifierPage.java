package dev.gmm4j.cli.classify;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.ClassifierCandidate;
import dev.gmm4j.classification.ClassifierScore;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.classification.MixtureClassifierFit;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.page.ModelFigures;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.io.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A page about a fitted classifier that needs nothing but a browser. */
final class ClassifierPage {
  private static final int DIGITS = 4;
  private static final int MOST_CANDIDATES = 100;

  /** More colours and marks cannot be told apart. */
  private static final int MOST_SHOWN = 32;

  private final String call;
  private final Dataset dataset;
  private final Labels labels;
  private final MixtureClassifierFit fit;
  private final MixtureClassifier classifier;
  private final HtmlPage page;

  /**
   * Creates a page.
   *
   * @param call the arguments of the command
   * @param dataset what the classifier was fitted to
   * @param labels the known classes of its rows
   */
  ClassifierPage(String call, Dataset dataset, Labels labels, MixtureClassifierFit fit) {
    this.call = call;
    this.dataset = dataset;
    this.labels = labels;
    this.fit = fit;
    this.classifier = fit.classifier();
    this.page = HtmlPage.of("Classifier of " + ModelPictures.fileName(dataset));
  }

  /** Returns the page. */
  String toHtml(TrainingOptions training) {
    List<List<String>> properties = new ArrayList<>(training.settings(dataset));
    properties.addAll(new ClassifierTable(fit, dataset.name()).measures());
    page.properties(properties);
    appendClasses();
    ClassifierSections.appendConfusion(page, classifier.classes(), fit.score().confusion());
    page.element(
        "p",
        "Those are the rows that the classifier was fitted to; gmm classify validate tells of others.");
    appendPicture();
    ClassifierSections.appendCalibration(
        page,
        classifier.probabilities(dataset.samples()),
        labels,
        "the rows that the classifier was fitted to");
    appendCandidates();
    String file = new ClassifierFile(classifier, ClassifierFile.Fit.of(fit.score())).toJson();
    return page.origin(call, "The classifier's file, with all digits", file).end();
  }

  private void appendClasses() {
    long[] counts = new long[classifier.classes().size()];
    for (int index : labels.in(classifier.classes()).indices()) {
      if (index != Labels.UNKNOWN) {
        counts[index]++;
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "rows", "prior", "components", "covariance"));
    double[] priors = classifier.priors();
    for (int c = 0; c < counts.length; c++) {
      GaussianMixture mixture = classifier.mixture(c);
      rows.add(List.of(
          classifier.classes().get(c),
          Long.toString(counts[c]),
          NumberText.fixed(priors[c], DIGITS),
          Integer.toString(mixture.components()),
          mixture.covarianceModel().name()));
    }
    page.element("h2", "Classes").numbers(rows);
    long unknown = labels.count() - Arrays.stream(counts).sum();
    if (unknown > 0) {
      page.element("p", NumberText.count(unknown, "row") + " of unknown class besides.");
    }
  }

  private void appendPicture() {
    int shown = dataset.classes() == null ? 0 : dataset.classes().names().size();
    if (shown <= MOST_SHOWN) {
      ModelFigures.append(page, new ModelPictures(dataset, classifier), dataset.columnNames());
    } else {
      page.element("p", shown + " classes are too many to be told apart in a picture.");
    }
  }

  private void appendCandidates() {
    if (fit.candidates().size() < 2) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("model", fit.criterion().label(), "training errors", "free parameters"));
    List<ClassifierCandidate> ranked = fit.candidates().stream()
        .filter(candidate -> !Double.isNaN(candidate.value(fit.criterion())))
        .sorted(Comparator.comparingDouble(candidate -> candidate.value(fit.criterion())))
        .limit(MOST_CANDIDATES)
        .toList();
    for (ClassifierCandidate candidate : ranked) {
      ClassifierScore score = candidate.score().orElseThrow();
      rows.add(List.of(
          candidate.toString(),
          NumberText.fixed(candidate.value(fit.criterion()), DIGITS),
          Long.toString(score.errors()),
          Long.toString(score.freeParameters())));
    }
    page.element("h2", "Candidates").numbers(rows);
    for (ClassifierCandidate candidate : fit.candidates()) {
      candidate
          .failure()
          .ifPresent(failure ->
              page.element("p", candidate + " could not be fitted: " + failure.getMessage()));
    }
  }
}
