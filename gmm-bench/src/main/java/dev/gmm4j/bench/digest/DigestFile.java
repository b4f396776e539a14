package dev.gmm4j.bench.digest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of a file of digests: a name first, and comments that begin with {@code #}. */
final class DigestFile {
  private DigestFile() {}

  /** Returns the lines by their names. */
  static Map<String, String> byName(List<String> lines) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String name = line.substring(0, (line + " ").indexOf(' '));
        if (named.put(name, line) != null) {
          throw new IllegalArgumentException("two lines have the name " + name);
        }
      }
    }
    return named;
  }

  /** Returns what differs, in words, with the name of each line; empty if nothing does. */
  static List<String> differences(List<String> expected, List<String> actual) {
    Map<String, String> before = byName(expected);
    Map<String, String> after = byName(actual);
    List<String> differences = new ArrayList<>();
    before.forEach((name, line) -> {
      String now = after.get(name);
      if (now == null) {
        differences.add(name + " is missing");
      } else if (!now.equals(line)) {
        differences.add(name + " differs:\n  was " + line + "\n  is  " + now);
      }
    });
    after.keySet().stream()
        .filter(name -> !before.containsKey(name))
        .forEach(name -> differences.add(name + " is new"));
    return differences;
  }
}
