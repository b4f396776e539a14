package dev.gmm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;

/** What one run of an example wrote. */
record Runs(Map<String, Double> results, List<String> lines) {

  /** Runs an example, and asserts that it wrote the pictures that it tells of. */
  static Runs of(Example example, Path folder) {
    List<String> lines = new ArrayList<>();
    Notebook notebook = new Notebook(folder, 0.5, lines::add);
    example.run(notebook);
    List<String> pictures = lines.stream()
        .filter(line -> line.startsWith("picture: ") || line.startsWith("animation: "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
    assertThat(pictures).isNotEmpty().allSatisfy(picture -> {
      assertThat(picture).startsWith(example.name());
      assertThat(Files.size(folder.resolve(picture))).isGreaterThan(500);
    });
    return new Runs(notebook.results(), lines);
  }

  /** Asserts what a number is, with a relative tolerance. */
  void has(String name, double expected, double tolerance) {
    assertThat(results)
        .as(name)
        .containsKey(name)
        .extractingByKey(name)
        .satisfies(value ->
            assertThat(value).isCloseTo(expected, Offset.offset(tolerance * Math.abs(expected))));
  }

  double result(String name) {
    assertThat(results).containsKey(name);
    return results.get(name);
  }
}
