package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.tck.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which rules rest on which: a rule that fails after one of its prerequisites may be right once that is. */
public final class Prerequisites {
  /** Without these there is no backend to look at. */
  private static final List<String> BACKEND = List.of("PROV-02", "PROV-05");

  private static final List<String> OPERATIONS = List.of("PROD", "GRAM", "CHOL", "TRI", "EIGEN");

  /** For each group of rules the groups that it rests on, itself where its later rules rest on the first ones. */
  private static final Map<String, List<String>> GROUPS = prerequisites();

  private Prerequisites() {}

  private static Map<String, List<String>> prerequisites() {
    Map<String, List<String>> prerequisites = new HashMap<>();
    prerequisites.put("PROV", List.of());
    OPERATIONS.forEach(operation -> prerequisites.put(operation, List.of(operation)));
    prerequisites.put("ARRAY", OPERATIONS);
    List<String> operations = and(OPERATIONS, "ARRAY");
    prerequisites.put("DENS", and(operations, "DENS"));
    prerequisites.put("KERN", and(operations, "DENS", "KERN"));
    List<String> kernels = and(operations, "DENS", "KERN", "STAT");
    prerequisites.put("STAT", kernels);
    for (String fits : List.of("FIT", "GOLD", "PUBL", "DEGEN")) {
      prerequisites.put(fits, and(kernels, "FIT", "GOLD", "PUBL", "DEGEN"));
    }
    prerequisites.put("MISSING", and(kernels, "FIT", "GOLD", "PUBL", "DEGEN", "MISSING"));
    prerequisites.put("VB", and(kernels, "FIT", "GOLD", "PUBL", "DEGEN", "VB"));
    prerequisites.put("TAIL", and(operations, "DENS", "KERN", "STAT", "TAIL"));
    prerequisites.put("FACTOR", and(operations, "DENS", "KERN", "STAT", "FACTOR"));
    prerequisites.put("SCALE", and(kernels, "FIT", "GOLD", "SCALE"));
    prerequisites.put("FAIL", operations);
    prerequisites.put("REPRO", kernels);
    prerequisites.put("CONC", and(kernels, "REPRO"));
    prerequisites.put("RES", List.of());
    return Map.copyOf(prerequisites);
  }

  private static List<String> and(List<String> groups, String... more) {
    return Stream.concat(groups.stream(), Stream.of(more)).toList();
  }

  /** Returns the groups of rules whose prerequisites are known. */
  public static Set<String> groups() {
    return GROUPS.keySet();
  }

  /**
   * Tells whether a rule checks what an earlier one checks a part of.
   *
   * @param earlier a rule that comes before it in {@link RuleBook#RULES}
   */
  public static boolean restsOn(Rule rule, Rule earlier) {
    String group = group(rule);
    if (BACKEND.contains(earlier.id())) {
      return !group.equals("PROV");
    }
    return GROUPS.getOrDefault(group, List.of()).contains(group(earlier));
  }

  private static String group(Rule rule) {
    int dash = rule.id().indexOf('-');
    return dash < 0 ? rule.id() : rule.id().substring(0, dash);
  }
}
