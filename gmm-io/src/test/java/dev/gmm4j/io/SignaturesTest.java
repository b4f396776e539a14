package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the compiler's lint {@code exports} would check: signatures name types that users of the module can read, those of
 * the JDK's base module and of gmm-api.
 */
class SignaturesTest {
  private static final Pattern QUALIFIED_NAME =
      Pattern.compile("\\b[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]\\w*");

  private static List<Class<?>> visibleClasses() throws Exception {
    URI classes =
        ModelFile.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path folder = Path.of(classes).resolve("dev/gmm4j/io");
    List<Class<?>> visible = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.class$", "");
        if (!name.equals("package-info")) {
          Class<?> type = Class.forName("dev.gmm4j.io." + name);
          if (isVisible(type)) {
            visible.add(type);
          }
        }
      }
    }
    return visible;
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static Stream<String> signatures(Class<?> type) {
    Stream<Member> members = Stream.of(
            type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
        .flatMap(Stream::of);
    return Stream.concat(
        Stream.of(type.toGenericString() + " extends " + type.getGenericSuperclass()),
        members
            .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
            .map(SignaturesTest::signature));
  }

  private static String signature(Member member) {
    if (member instanceof Method method) {
      return method.toGenericString();
    }
    return member instanceof Constructor<?> constructor
        ? constructor.toGenericString()
        : ((Field) member).toGenericString();
  }

  @Test
  void publicSignatures_nameReadableTypesOnly() throws Exception {
    List<Class<?>> visible = visibleClasses();
    List<String> signatures =
        visible.stream().flatMap(SignaturesTest::signatures).toList();

    // Enough that the search found what there is.
    assertThat(visible).contains(ModelFile.class, FitRecord.Seconds.class).hasSizeGreaterThan(8);
    assertThat(signatures).hasSizeGreaterThan(50);
    assertThat(signatures.stream()
            .flatMap(signature -> QUALIFIED_NAME.matcher(signature).results())
            .map(MatchResult::group))
        .contains("java.nio.file.Path", "dev.gmm4j.data.Samples")
        .allMatch(SignaturesTest::isReadable);
  }

  private static boolean isReadable(String name) {
    return name.matches("java\\.(io|lang|math|net|nio|text|time|util)\\..*")
        || (name.startsWith("dev.gmm4j.") && !name.contains(".internal."));
  }
}
