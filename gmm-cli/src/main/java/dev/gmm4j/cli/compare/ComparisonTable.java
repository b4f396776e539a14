package dev.gmm4j.cli.compare;

import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.output.Table.Align;
import dev.gmm4j.clustering.LabelAgreement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A comparison of labels for people. */
record ComparisonTable(LabelComparison comparison) {
  /** A table of more columns is no help on a screen. */
  private static final int MAX_LABELS = 40;

  private static final int DECIMALS = 4;

  @Override
  public String toString() {
    LabelAgreement agreement = comparison.agreement();
    Table measures = new Table(List.of(Align.LEFT, Align.LEFT));
    measures.add(List.of("rows", Long.toString(comparison.rows())));
    if (comparison.withoutLabel() > 0) {
      measures.add(
          List.of("without a label", comparison.withoutLabel() + " more, which are left out"));
    }
    measures.add(
        List.of("adjusted Rand index", NumberText.fixed(agreement.adjustedRandIndex(), DECIMALS)));
    measures.add(List.of(
        "adjusted mutual information",
        NumberText.fixed(agreement.adjustedMutualInformation(), DECIMALS)));
    measures.add(List.of(
        "V-measure",
        NumberText.fixed(agreement.vMeasure(), DECIMALS) + " (homogeneity "
            + NumberText.fixed(agreement.homogeneity(), DECIMALS) + ", completeness "
            + NumberText.fixed(agreement.completeness(), DECIMALS) + ")"));
    measures.add(List.of(
        "accuracy",
        NumberText.fixed(agreement.accuracy(), DECIMALS) + " (" + agreement.agreeing() + " of "
            + comparison.rows() + " rows match)"));
    return measures + "\n" + counts(agreement);
  }

  private String counts(LabelAgreement agreement) {
    List<String> first = comparison.firstLabels();
    List<String> second = comparison.secondLabels();
    if (Math.max(first.size(), second.size()) > MAX_LABELS) {
      return "The table of " + first.size() + " x " + second.size()
          + " labels is in the output of --json.\n";
    }
    List<Align> alignment = new ArrayList<>(List.of(Align.LEFT));
    alignment.addAll(Collections.nCopies(second.size(), Align.RIGHT));
    Table table = new Table(alignment);
    List<String> heading = new ArrayList<>(List.of(""));
    // The blank is below the star of matched counts.
    second.forEach(label -> heading.add(label + " "));
    table.add(heading);
    long[][] counts = agreement.counts();
    int[] matching = agreement.matching();
    for (int i = 0; i < first.size(); i++) {
      List<String> cells = new ArrayList<>(List.of(first.get(i)));
      for (int j = 0; j < second.size(); j++) {
        cells.add(counts[i][j] + (matching[j] == i && counts[i][j] > 0 ? "*" : " "));
      }
      table.add(cells);
    }
    return "Rows: " + comparison.sources().get(0) + ". Columns: "
        + comparison.sources().get(1) + ".\n" + table;
  }
}
