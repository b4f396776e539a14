package dev.gmm4j.cli.compare;

import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.io.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How two labellings agree.
 *
 * @param sources the columns of the labels, for people
 * @param firstLabels the labels of the first, one for each row of the table
 * @param secondLabels the labels of the second, one for each column of the table
 * @param rows how many rows were compared
 * @param withoutLabel how many more lack a label
 */
record LabelComparison(
    List<String> sources,
    List<String> firstLabels,
    List<String> secondLabels,
    LabelAgreement agreement,
    long rows,
    long withoutLabel) {

  static LabelComparison of(LabelNames first, LabelNames second, LabelPairs pairs) {
    long rows = pairs.rows() - pairs.withoutLabel();
    if (rows == 0) {
      throw new CommandFailure(
          ExitStatus.DATA,
          "no row has a label in both " + first.source() + " and " + second.source(),
          null);
    }
    int[] firstOrder = first.order();
    int[] secondOrder = second.order();
    return new LabelComparison(
        List.of(first.source(), second.source()),
        names(first, firstOrder),
        names(second, secondOrder),
        LabelAgreement.ofCounts(pairs.table(firstOrder, secondOrder)),
        rows,
        pairs.withoutLabel());
  }

  private static List<String> names(LabelNames labels, int[] order) {
    return IntStream.of(order).mapToObj(labels::name).toList();
  }

  String toJson(List<String> files) {
    long[][] counts = agreement.counts();
    List<JsonObject> matching = new ArrayList<>();
    int[] matched = agreement.matching();
    for (int j = 0; j < matched.length; j++) {
      if (matched[j] >= 0 && counts[matched[j]][j] > 0) {
        matching.add(new JsonObject()
            .put("first", firstLabels.get(matched[j]))
            .put("second", secondLabels.get(j))
            .put("rows", counts[matched[j]][j]));
      }
    }
    List<JsonObject> table = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      table.add(new JsonObject().put("first", firstLabels.get(i)).put("counts", counts[i]));
    }
    return new JsonObject()
            .putTexts("files", files)
            .put("rows", rows)
            .put("withoutLabel", withoutLabel)
            .put("adjustedRandIndex", agreement.adjustedRandIndex())
            .put("randIndex", agreement.randIndex())
            .put("jaccardIndex", agreement.jaccardIndex())
            .put("fowlkesMallowsIndex", agreement.fowlkesMallowsIndex())
            .put("adjustedMutualInformation", agreement.adjustedMutualInformation())
            .put("homogeneity", agreement.homogeneity())
            .put("completeness", agreement.completeness())
            .put("vMeasure", agreement.vMeasure())
            .put("accuracy", agreement.accuracy())
            .put("agreeing", agreement.agreeing())
            .putTexts("firstLabels", firstLabels)
            .putTexts("secondLabels", secondLabels)
            .put("matching", matching)
            .put("contingency", table)
            .toString()
        + "\n";
  }
}
