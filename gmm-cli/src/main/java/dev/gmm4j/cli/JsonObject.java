package dev.gmm4j.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small JSON object: text, numbers, truth values, null and lists of such objects. */
final class JsonObject {
  private final Map<String, String> members = new LinkedHashMap<>();

  JsonObject put(String name, @Nullable String text) {
    return literal(name, text == null ? "null" : quoted(text));
  }

  JsonObject put(String name, long number) {
    return literal(name, Long.toString(number));
  }

  /** Adds a number; null if it is not finite, for JSON has no other numbers. */
  JsonObject put(String name, double number) {
    return literal(name, Double.isFinite(number) ? Double.toString(number) : "null");
  }

  JsonObject put(String name, boolean truth) {
    return literal(name, Boolean.toString(truth));
  }

  JsonObject put(String name, List<JsonObject> objects) {
    StringBuilder list = new StringBuilder();
    for (JsonObject object : objects) {
      list.append(list.length() == 0 ? "\n" : ",\n").append(object);
    }
    return literal(
        name, "[" + list.toString().replace("\n", "\n  ") + (objects.isEmpty() ? "]" : "\n]"));
  }

  /** Adds numbers, on one line. */
  JsonObject put(String name, double[] numbers) {
    return literal(name, Arrays.toString(numbers));
  }

  /** Adds whole numbers, on one line. */
  JsonObject put(String name, int[] numbers) {
    return literal(name, Arrays.toString(numbers));
  }

  private JsonObject literal(String name, String json) {
    members.put(name, json);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder json = new StringBuilder("{");
    members.forEach((name, value) -> json.append(json.length() == 1 ? "\n  " : ",\n  ")
        .append(quoted(name))
        .append(": ")
        .append(value.replace("\n", "\n  ")));
    return json.append("\n}").toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
