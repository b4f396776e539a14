package dev.gmm4j.io;

import dev.gmm4j.TrimmedRows;
import dev.gmm4j.em.Trimming;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples that a fit left out: the {@code trimming} object of a model file's fit.
 *
 * @param trimming what the fit was asked to leave out
 * @param count how many samples were left out
 * @param keptWeight the total weight of the others
 * @param threshold the smallest score of a sample that was kept, see {@link TrimmedRows#threshold}
 * @param rows the indices of those left out, from 0, ascending, or null where they are more than {@value #MOST_ROWS}
 */
public record TrimmingRecord(
    Trimming trimming,
    long count,
    double keptWeight,
    double threshold,
    @Nullable List<Integer> rows) {
  /** More rows are not listed. */
  public static final int MOST_ROWS = 100_000;

  private static final List<String> PROPERTIES =
      List.of("share", "form", "trimmedSamples", "keptWeight", "threshold");
  private static final List<String> OPTIONAL = List.of("trimmedRows");

  /**
   * Creates a record.
   *
   * @throws IllegalArgumentException if a number is out of range, or there are not as many rows as samples left out
   */
  public TrimmingRecord {
    if (count < 0 || !(keptWeight > 0) || Double.isInfinite(keptWeight)) {
      throw new IllegalArgumentException(
          "trimmedSamples must be >= 0 and keptWeight finite and > 0, but were " + count + " and "
              + keptWeight);
    }
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite, but was " + threshold);
    }
    rows = count == 0 ? List.of() : rows == null ? null : List.copyOf(rows);
    if (rows != null && rows.size() != count) {
      throw new IllegalArgumentException(
          "trimmedRows must be trimmedSamples = " + count + ", but were " + rows.size());
    }
  }

  /** Returns the record of what a fit left out. */
  public static TrimmingRecord of(TrimmedRows trimmed) {
    return new TrimmingRecord(
        trimmed.trimming(),
        trimmed.count(),
        trimmed.keptWeight(),
        trimmed.threshold(),
        trimmed.count() > MOST_ROWS
            ? null
            : Arrays.stream(trimmed.rows()).boxed().toList());
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.put("share", trimming.share());
    json.put("form", trimming.form().label());
    json.put("trimmedSamples", count);
    json.put("keptWeight", keptWeight);
    json.put("threshold", threshold);
    if (rows != null && count > 0) {
      json.put("trimmedRows", rows.stream().mapToInt(Integer::intValue).toArray());
    }
    return json;
  }

  static TrimmingRecord read(JsonFile json, String property) {
    Reading reading = new Reading();
    json.object(property, PROPERTIES, OPTIONAL, reading::property);
    try {
      return new TrimmingRecord(
          new Trimming(reading.share, Trimming.Form.parse(reading.form)),
          reading.count,
          reading.keptWeight,
          reading.threshold,
          reading.rows);
    } catch (IllegalArgumentException e) {
      throw json.refusal(property + ": " + e.getMessage());
    }
  }

  private static final class Reading {
    private double share;
    private String form = "";
    private long count;
    private double keptWeight;
    private double threshold;
    private @Nullable List<Integer> rows;

    void property(JsonFile json, String property) {
      switch (property) {
        case "share" -> share = json.number(property);
        case "form" -> form = json.text(property);
        case "trimmedSamples" -> count = json.whole(property, 0, Long.MAX_VALUE);
        case "keptWeight" -> keptWeight = json.number(property);
        case "threshold" -> threshold = json.number(property);
        default -> rows = wholeNumbers(json, property);
      }
    }

    private static List<Integer> wholeNumbers(JsonFile json, String property) {
      return Arrays.stream(json.numbers(property, 1).values())
          .mapToObj(row -> {
            if (row != (int) row || row < 0) {
              throw json.refusal(property + " must be indices from 0, but one was " + row);
            }
            return (int) row;
          })
          .toList();
    }
  }
}
