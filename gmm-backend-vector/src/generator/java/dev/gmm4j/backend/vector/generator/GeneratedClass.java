package dev.gmm4j.backend.vector.generator;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A class of the backend whose source is generated.
 *
 * @param subpackage its package, below that of the backend
 * @param body its source without package and imports, in any indentation
 */
record GeneratedClass(String subpackage, String name, String body) {
  private static final String ROOT = "dev.gmm4j.backend.vector";

  /** What the classes import if they mention it. */
  private static final Map<String, String> IMPORTS = Map.of(
      "Panels", ROOT + ".mixture.layout.Panels",
      "WIDTH", "static " + ROOT + ".mixture.layout.Panels.WIDTH",
      "STRIP", "static " + ROOT + ".mixture.moments.WeightedRows.STRIP",
      "FMA", "static " + ROOT + ".simd.Simd.FMA",
      "LANES", "static " + ROOT + ".simd.Simd.LANES",
      "SPECIES", "static " + ROOT + ".simd.Simd.SPECIES",
      "DoubleVector", "jdk.incubator.vector.DoubleVector",
      "LongVector", "jdk.incubator.vector.LongVector",
      "VectorMask", "jdk.incubator.vector.VectorMask",
      "VectorOperators", "jdk.incubator.vector.VectorOperators");

  /** Returns where the file belongs, from the root of the sources. */
  String path() {
    return ROOT.replace('.', '/') + "/" + subpackage.replace('.', '/') + "/" + name + ".java";
  }

  /** Returns the whole file. */
  String source() {
    return Template.indented(Template.template("""
        // Generated: the source is ${name}Template in src/generator.
        package ${package};

        ${staticImports}

        ${imports}

        ${body}
        """)
        .with("name", name)
        .with("package", ROOT + "." + subpackage)
        .with("staticImports", imports(true))
        .with("imports", imports(false))
        .with("body", body)
        .filled());
  }

  private String imports(boolean ofMembers) {
    return IMPORTS.entrySet().stream()
        .filter(entry -> entry.getValue().startsWith("static ") == ofMembers)
        .filter(entry ->
            Pattern.compile("\\b" + entry.getKey() + "\\b").matcher(body).find())
        .map(entry -> "import " + entry.getValue() + ";")
        .sorted()
        .collect(joining("\n"));
  }
}
