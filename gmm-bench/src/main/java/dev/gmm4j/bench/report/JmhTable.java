package dev.gmm4j.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JMH's results: a row for each benchmark with its parameters, a column for each backend. */
final class JmhTable {
  private static final String BACKEND = "backend";

  private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();
  private final Set<String> backends = new LinkedHashSet<>();

  JmhTable(Path file) {
    for (JsonNode result : new JsonMapper().readTree(file.toFile())) {
      JsonNode samples = result.path("secondaryMetrics").path("samples");
      // The time per sample where samples were counted, else that of a call.
      JsonNode metric = samples.isMissingNode() ? result.get("primaryMetric") : samples;
      String unit = metric.get("scoreUnit").asString();
      unit = samples.isMissingNode() ? unit : unit.replace("/op", "/sample");
      String backend = result.get("params").get(BACKEND).asString();
      backends.add(backend);
      cells
          .computeIfAbsent(name(result) + ", " + unit, key -> new LinkedHashMap<>())
          .put(backend, Numbers.significant(metric.get("score").asDouble()));
    }
  }

  private static String name(JsonNode result) {
    String benchmark = result.get("benchmark").asString();
    // The method's name and its class's, without packages.
    String[] parts = benchmark.split("\\.", -1);
    String name = parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
    String parameters = result.get("params").properties().stream()
        .filter(entry -> !entry.getKey().equals(BACKEND))
        .map(entry -> entry.getValue().asString().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(", "));
    return name + " (" + parameters + ")";
  }

  void addTo(Page page) {
    List<String> header = new ArrayList<>(List.of("benchmark"));
    header.addAll(backends);
    List<List<String>> rows = new ArrayList<>();
    cells.forEach((name, scores) -> {
      List<String> row = new ArrayList<>(List.of(name));
      backends.forEach(backend -> row.add(scores.getOrDefault(backend, "")));
      rows.add(row);
    });
    page.table(header, 1, rows);
  }
}
