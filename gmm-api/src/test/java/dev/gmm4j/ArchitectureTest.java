package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The layers of this module: each package uses packages of lower layers only, so that there is no cycle. */
@Tag("same-on-every-jdk")
class ArchitectureTest {
  private static final String ROOT = "dev.gmm4j";

  /** The packages below the root, from the bottom up; the root itself is empty. */
  private static final List<String> LAYERS = List.of(
      "exception",
      "internal.util",
      "internal.file",
      "data",
      "internal.data",
      "covariance",
      "noise",
      "spi",
      "internal.spectral",
      "internal.kernel",
      "internal.estimator",
      "backend",
      "em",
      "internal.trimming",
      "internal.engine",
      "internal.incomplete",
      "internal.matching",
      "internal.initialization",
      "internal.search",
      "internal.comparison",
      "",
      "internal.restart",
      "preprocessing",
      "distribution",
      "clustering",
      "selection",
      "student",
      "classification",
      "internal.streaming",
      "streaming",
      "adaptation",
      "bootstrap",
      "bayesian",
      "factor");

  @Test
  void packages_useLowerLayersOnly() {
    Set<String> packages = new TreeSet<>();
    Set<String> upwards = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter()
        .withImportOption(location -> !location.contains("/test-classes/"))
        .importPackages(ROOT)) {
      packages.add(layer(type));
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isInside(target) && LAYERS.indexOf(layer(target)) > LAYERS.indexOf(layer(type))) {
          upwards.add(type.getName() + " -> " + target.getName());
        }
      }
    }

    assertThat(packages).containsExactlyInAnyOrderElementsOf(LAYERS);
    assertThat(upwards).isEmpty();
  }

  private static boolean isInside(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(ROOT + ".");
  }

  private static String layer(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
