package dev.gmm4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packaged jars are as modules. {@code ModuleTest} in gmm-api pins the descriptor of that one. */
class ModuleDescriptorsIT {
  private static final String PROVIDER = "dev.gmm4j.spi.LinearAlgebraBackendProvider";

  private static ModuleDescriptor descriptor(String artifact) {
    Path jar = Deployed.jar(artifact);
    Set<ModuleReference> modules = ModuleFinder.of(jar).findAll();
    assertThat(modules).hasSize(1);
    return modules.iterator().next().descriptor();
  }

  private static ModuleDescriptor named(String artifact, String name) {
    ModuleDescriptor descriptor = descriptor(artifact);
    assertThat(descriptor.name()).isEqualTo(name);
    assertThat(descriptor.isAutomatic()).isFalse();
    assertThat(descriptor.isOpen()).isFalse();
    assertThat(descriptor.opens()).isEmpty();
    assertThat(descriptor.exports()).noneMatch(Exports::isQualified);
    return descriptor;
  }

  private static Set<String> exports(ModuleDescriptor descriptor) {
    return descriptor.exports().stream().map(Exports::source).collect(Collectors.toSet());
  }

  /** The modules that a module requires, with the modifiers that its source has. */
  private static Set<String> requires(ModuleDescriptor descriptor) {
    return descriptor.requires().stream()
        .filter(requires -> !requires.modifiers().contains(Requires.Modifier.MANDATED))
        .map(requires -> requires.modifiers().stream()
                .sorted()
                .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
                .collect(Collectors.joining())
            + requires.name())
        .collect(Collectors.toSet());
  }

  @Test
  void io_exportsOnePackage() {
    ModuleDescriptor io = named("gmm-io", "dev.gmm4j.io");

    assertThat(exports(io)).containsExactly("dev.gmm4j.io");
    assertThat(requires(io))
        .containsExactlyInAnyOrder(
            "transitive dev.gmm4j",
            "static org.jspecify",
            "ch.randelshofer.fastdoubleparser",
            "de.siegmar.fastcsv",
            "tools.jackson.core");
    assertThat(io.uses()).isEmpty();
    assertThat(io.provides()).isEmpty();
  }

  @Test
  void plot_exportsOnePackage() {
    ModuleDescriptor plot = named("gmm-plot", "dev.gmm4j.plot");

    assertThat(exports(plot)).containsExactly("dev.gmm4j.plot");
    assertThat(requires(plot))
        .containsExactlyInAnyOrder(
            "transitive dev.gmm4j", "transitive java.desktop", "static org.jspecify", "xchart");
    assertThat(plot.uses()).isEmpty();
    assertThat(plot.provides()).isEmpty();
  }

  @Test
  void kit_exportsNoInternalPackage() {
    ModuleDescriptor kit = named("gmm-tck", "dev.gmm4j.tck");

    assertThat(exports(kit)).containsExactlyInAnyOrder("dev.gmm4j.tck", "dev.gmm4j.tck.rule");
    assertThat(requires(kit))
        .containsExactlyInAnyOrder(
            "transitive dev.gmm4j",
            "transitive org.junit.jupiter.api",
            "static org.jspecify",
            "java.management",
            "tools.jackson.databind");
    assertThat(kit.uses()).containsExactly(PROVIDER);
    assertThat(kit.provides()).isEmpty();
  }

  @Test
  void vectorBackend_exportsNothing() {
    ModuleDescriptor vector = named("gmm-backend-vector", "dev.gmm4j.backend.vector");

    assertThat(exports(vector)).isEmpty();
    assertThat(requires(vector))
        .containsExactlyInAnyOrder("dev.gmm4j", "jdk.incubator.vector", "static org.jspecify");
    assertThat(vector.uses()).isEmpty();
  }

  /** Their libraries are no named modules, or ones that cannot be resolved. */
  @ParameterizedTest
  @CsvSource({"ejml", "commonsmath", "nd4j"})
  void otherBackends_areAutomaticModulesOfAStableName(String id) {
    ModuleDescriptor descriptor = descriptor("gmm-backend-" + id);

    assertThat(descriptor.isAutomatic()).isTrue();
    assertThat(descriptor.name()).isEqualTo("dev.gmm4j.backend." + id);
  }

  /** On the module path the descriptor counts, on the class path the file. */
  @ParameterizedTest
  @CsvSource({"vector", "ejml", "commonsmath", "nd4j"})
  void backend_isProvidedOnBothPaths(String id) throws Exception {
    String artifact = "gmm-backend-" + id;
    String provider;
    try (JarFile jar = new JarFile(Deployed.jar(artifact).toFile())) {
      var entry = jar.getEntry("META-INF/services/" + PROVIDER);
      provider = new String(jar.getInputStream(entry).readAllBytes(), UTF_8).strip();
    }

    assertThat(provider).startsWith("dev.gmm4j.backend." + id + ".").doesNotContain("\n");
    assertThat(descriptor(artifact).provides())
        .singleElement()
        .extracting(Provides::service, Provides::providers)
        .containsExactly(PROVIDER, List.of(provider));
  }
}
