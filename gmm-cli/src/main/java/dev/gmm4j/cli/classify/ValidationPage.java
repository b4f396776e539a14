package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.ClassifierScore;
import dev.gmm4j.classification.ClassifierValidation;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.io.Dataset;
import java.util.ArrayList;
import java.util.List;

/** A page about a cross-validation that needs nothing but a browser. */
record ValidationPage(
    String call, Dataset dataset, Labels labels, ClassifierValidation validation) {
  private static final int DIGITS = 4;

  /** Returns the page. */
  String toHtml(TrainingOptions training) {
    HtmlPage page = HtmlPage.of("Cross-validation of " + ModelPictures.fileName(dataset));
    List<List<String>> properties = new ArrayList<>(training.settings(dataset));
    properties.addAll(ClassifyValidateCommand.measures(validation));
    page.properties(properties);
    ClassifierSections.appendConfusion(
        page, validation.classes(), validation.score().confusion());
    page.element("p", "Each row was assigned by a classifier that was fitted without it.");
    appendParts(page);
    ClassifierSections.appendCalibration(
        page,
        validation.probabilities(),
        labels.in(validation.classes()),
        "rows that were left out");
    return page.origin(call, "", "").end();
  }

  private void appendParts(HtmlPage page) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("part", "rows", "errors", "error rate", "Brier score", "log loss"));
    List<ClassifierScore> parts = validation.parts();
    for (int i = 0; i < parts.size(); i++) {
      ClassifierScore part = parts.get(i);
      rows.add(List.of(
          Integer.toString(i + 1),
          Long.toString(part.labelledRows()),
          Long.toString(part.errors()),
          NumberText.fixed(part.errorRate(), DIGITS),
          NumberText.significant(part.brierScore(), DIGITS),
          NumberText.significant(part.logLoss(), DIGITS)));
    }
    page.element("h2", "Parts").numbers(rows);
  }
}
