package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.ProviderFolder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the module shows to others. */
class ModuleTest {
  private static final List<String> EXPORTED = List.of(
      "dev.gmm4j",
      "dev.gmm4j.adaptation",
      "dev.gmm4j.backend",
      "dev.gmm4j.bayesian",
      "dev.gmm4j.bootstrap",
      "dev.gmm4j.classification",
      "dev.gmm4j.clustering",
      "dev.gmm4j.covariance",
      "dev.gmm4j.data",
      "dev.gmm4j.distribution",
      "dev.gmm4j.em",
      "dev.gmm4j.exception",
      "dev.gmm4j.factor",
      "dev.gmm4j.noise",
      "dev.gmm4j.preprocessing",
      "dev.gmm4j.selection",
      "dev.gmm4j.spi",
      "dev.gmm4j.streaming",
      "dev.gmm4j.student");

  @Test
  void descriptor_isThis() throws IOException {
    ModuleDescriptor descriptor;
    try (InputStream in =
        Files.newInputStream(ProviderFolder.mainClasses().resolve("module-info.class"))) {
      descriptor = ModuleDescriptor.read(in);
    }

    assertThat(descriptor.name()).isEqualTo("dev.gmm4j");
    assertThat(descriptor.isOpen()).isFalse();
    assertThat(descriptor.exports())
        .filteredOn(export -> !export.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(EXPORTED);
    assertThat(descriptor.exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
        .containsExactlyInAnyOrder(
            tuple("dev.gmm4j.internal.engine", Set.of("dev.gmm4j.spark")),
            tuple(
                "dev.gmm4j.internal.file",
                Set.of("dev.gmm4j.cli", "dev.gmm4j.io", "dev.gmm4j.plot")),
            tuple("dev.gmm4j.internal.incomplete", Set.of("dev.gmm4j.spark")),
            tuple("dev.gmm4j.internal.trimming", Set.of("dev.gmm4j.spark")));
    assertThat(descriptor.opens()).isEmpty();
    assertThat(descriptor.provides()).isEmpty();
    assertThat(descriptor.uses()).containsExactly("dev.gmm4j.spi.LinearAlgebraBackendProvider");
    Map<String, Set<Requires.Modifier>> requires = descriptor.requires().stream()
        .collect(Collectors.toMap(Requires::name, Requires::modifiers));
    assertThat(requires)
        .containsOnlyKeys("java.base", "org.jspecify")
        .containsEntry("org.jspecify", Set.of(Requires.Modifier.STATIC));
  }

  @Test
  void publicSignatures_nameNoInternalType() throws Exception {
    List<Class<?>> visible = visibleClasses();
    List<String> signatures = new ArrayList<>();
    for (Class<?> type : visible) {
      signatures.add(type.toGenericString());
      signatures.add(type + " extends " + type.getGenericSuperclass());
      for (Type implemented : type.getGenericInterfaces()) {
        signatures.add(type + " implements " + implemented.getTypeName());
      }
      Stream<Member> members = Stream.of(
              type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
          .flatMap(Arrays::stream);
      members
          .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
          .map(ModuleTest::signature)
          .forEach(signatures::add);
    }

    // Enough that the search found what there is.
    assertThat(visible).hasSizeGreaterThan(40).contains(Samples.class, GaussianMixture.class);
    assertThat(signatures)
        .hasSizeGreaterThan(300)
        .noneMatch(signature -> signature.contains("dev.gmm4j.internal"));
  }

  private static String signature(Member member) {
    if (member instanceof Method method) {
      return method.toGenericString();
    }
    return member instanceof Constructor<?> constructor
        ? constructor.toGenericString()
        : ((Field) member).toGenericString();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static List<Class<?>> visibleClasses() throws IOException, ClassNotFoundException {
    List<Class<?>> visible = new ArrayList<>();
    Path root = ProviderFolder.mainClasses();
    for (String name : EXPORTED) {
      List<Path> files;
      try (Stream<Path> listed = Files.list(root.resolve(name.replace('.', '/')))) {
        files = listed.filter(file -> file.toString().endsWith(".class")).toList();
      }
      for (Path file : files) {
        String fileName = file.getFileName().toString();
        String simpleName = fileName.substring(0, fileName.length() - ".class".length());
        if (!simpleName.equals("package-info")) {
          Class<?> type =
              Class.forName(name + "." + simpleName, false, ModuleTest.class.getClassLoader());
          if (isVisibleFromOutside(type)) {
            visible.add(type);
          }
        }
      }
    }
    return visible;
  }

  private static boolean isVisibleFromOutside(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisibleFromOutside(outer));
  }
}
