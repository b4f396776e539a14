package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.CalibrationCurve;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.page.PageFigure;
import dev.gmm4j.plot.CalibrationPlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parts that the pages of a fitted and of a validated classifier have in common. */
final class ClassifierSections {
  /** A table of more columns is no help. */
  private static final int MOST_CLASSES = 100;

  private static final int BINS = 10;
  private static final int DIGITS = 4;

  private ClassifierSections() {}

  /** Appends how many rows of each true class were decided for each class. */
  static void appendConfusion(HtmlPage page, List<String> classes, long[][] counts) {
    page.element("h2", "True and decided classes");
    int size = classes.size();
    if (size > MOST_CLASSES) {
      page.element("p", "The table of " + size + " classes is too large for a page.");
      return;
    }
    boolean rejects = Arrays.stream(counts).anyMatch(row -> row[size] > 0);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("true \\ decided"));
    header.addAll(classes);
    header.addAll(rejects ? List.of("none", "share right") : List.of("share right"));
    rows.add(header);
    for (int c = 0; c < size; c++) {
      List<String> row = new ArrayList<>(List.of(classes.get(c)));
      long total = Arrays.stream(counts[c]).sum();
      for (int j = 0; j < size + (rejects ? 1 : 0); j++) {
        row.add(Long.toString(counts[c][j]));
      }
      row.add(total == 0 ? "" : NumberText.fixed((double) counts[c][c] / total, DIGITS));
      rows.add(row);
    }
    page.numbers(rows);
  }

  /**
   * Appends how often the likeliest class was the true one, by its probability.
   *
   * @param whose what rows these are, for the caption
   */
  static void appendCalibration(
      HtmlPage page, double[][] probabilities, Labels labels, String whose) {
    CalibrationCurve curve = CalibrationCurve.ofDecisions(probabilities, labels, BINS);
    page.element("h2", "Calibration");
    PageFigure.append(
        page,
        CalibrationPlot.of(curve).figure(),
        "How often the likeliest class was the true one, by the probability it was given, of "
            + whose + " in parts of a tenth. The expected calibration error is "
            + NumberText.significant(curve.expectedError(), 3) + ".");
  }
}
