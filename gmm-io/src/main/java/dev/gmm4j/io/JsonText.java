package dev.gmm4j.io;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes JSON for people: properties and rows of matrices on lines of their own. Doubles are written exactly. */
final class JsonText {
  private static final JsonStringEncoder ENCODER = new JsonStringEncoder();

  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /** Returns an object of texts, numbers, truth values, lists of those, arrays of doubles, and further objects. */
  static String of(Map<String, Object> object) {
    JsonText json = new JsonText();
    json.value(object, "\n");
    return json.text.append('\n').toString();
  }

  private void value(Object value, String lineStart) {
    String inner = lineStart + "  ";
    if (value instanceof Map<?, ?> object) {
      sequence('{', object.entrySet(), "," + inner, inner, lineStart + "}", property -> {
        string((String) property.getKey());
        text.append(": ");
        value(property.getValue(), inner);
      });
    } else if (value instanceof Object[] rows) {
      sequence(
          '[', Arrays.asList(rows), "," + inner, inner, lineStart + "]", row -> value(row, inner));
    } else if (value instanceof double[] row) {
      value(Arrays.stream(row).boxed().toList(), lineStart);
    } else if (value instanceof List<?> list) {
      sequence('[', list, ", ", "", "]", element -> value(element, lineStart));
    } else if (value instanceof String string) {
      string(string);
    } else {
      text.append(value);
    }
  }

  private <T> void sequence(
      char open,
      Iterable<T> elements,
      String between,
      String before,
      String close,
      Consumer<T> write) {
    text.append(open);
    String separator = before;
    for (T element : elements) {
      text.append(separator);
      write.accept(element);
      separator = between;
    }
    text.append(close);
  }

  private void string(String string) {
    text.append('"');
    ENCODER.quoteAsString(string, text);
    text.append('"');
  }
}
