package dev.gmm4j.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packages of the command line: who may use whom. */
@Tag("same-on-every-jdk")
class ArchitectureTest {
  private static final String ROOT = "dev.gmm4j.cli";

  /** A family of commands uses the support below it, and no other family. */
  private static final String[] FAMILIES = {
    "describe",
    "fit",
    "select",
    "inference",
    "model",
    "compare",
    "classify",
    "pca",
    "bench",
    "example",
    "help"
  };

  /** From the bottom up: each may use those before it. */
  private static final String[] SUPPORT = {
    "run", "backend", "option", "output", "input", "picture", "page"
  };

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes = new ClassFileImporter()
        .withImportOption(location -> !location.contains("/test-classes/"))
        .importPackages(ROOT);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.gmm4j.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void layers_useThoseBelowThem() {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..");
    layers = layers.layer("main").definedBy(ROOT);
    layers = layers.whereLayer("main").mayNotBeAccessedByAnyLayer();
    for (String family : FAMILIES) {
      layers = layers.layer(family).definedBy(ROOT + "." + family);
      layers = layers.whereLayer(family).mayOnlyBeAccessedByLayers("main");
    }
    List<String> above = new ArrayList<>(List.of(FAMILIES));
    above.add("main");
    for (int i = SUPPORT.length - 1; i >= 0; i--) {
      layers = layers.layer(SUPPORT[i]).definedBy(ROOT + "." + SUPPORT[i]);
      layers =
          layers.whereLayer(SUPPORT[i]).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
      above.add(SUPPORT[i]);
    }
    layers.ensureAllClassesAreContainedInArchitecture().check(classes);
  }
}
