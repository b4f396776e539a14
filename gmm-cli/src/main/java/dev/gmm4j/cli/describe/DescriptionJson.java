package dev.gmm4j.cli.describe;

import dev.gmm4j.io.JsonObject;
import java.util.List;

/** A description of a file for programs. Numbers that there are not are null. */
record DescriptionJson(String name, DataProfile profile, List<String> next) {
  @Override
  public String toString() {
    return new JsonObject()
            .put("file", name)
            .put("rows", profile.rows())
            .put("duplicateRows", profile.duplicates())
            .put("rowsCompared", profile.rowsCompared())
            .putTexts(
                "features", profile.features().stream().map(ColumnProfile::name).toList())
            .put("scaleRatio", profile.scaleRatio())
            .put("unequalScales", profile.hasUnequalScales())
            .put(
                "columns",
                profile.columns().stream().map(DescriptionJson::column).toList())
            .putTexts("nextArguments", next)
            .toString()
        + "\n";
  }

  private static JsonObject column(ColumnProfile column) {
    JsonObject json = new JsonObject()
        .put("name", column.name())
        .put("index", column.index())
        .put("kind", column.kind().label())
        .put("missing", column.missing())
        .put("texts", column.texts())
        .put("infinite", column.infinite());
    long different = column.different();
    if (different < 0) {
      json.put("different", Double.NaN);
    } else {
      json.put("different", different);
    }
    boolean numbers = column.hasNumbers();
    return json.put("min", numbers ? column.min() : Double.NaN)
        .put("mean", numbers ? column.mean() : Double.NaN)
        .put("sd", numbers ? column.deviation() : Double.NaN)
        .put("max", numbers ? column.max() : Double.NaN);
  }
}
