package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md beside what the sources of all modules and the scripts read. */
@Tag("same-on-every-jdk")
class ConfigurationTest {
  private static final Path ROOT = Path.of("..");

  /** Set for tests by the poms, or for one test by a developer. */
  private static final Set<String> OF_TESTS =
      Set.of("gmm4j.distribution", "gmm4j.test.kills", "docsImages", "SPARK_HOME");

  /** Known to every JVM, and not for users to set. */
  private static final String OF_THE_JVM = "(java|os)\\.(?!io\\.tmpdir).*|path\\.separator";

  /** Set by the shell itself, or the user's own folder. */
  private static final Set<String> OF_THE_SHELL = Set.of("BASH_SOURCE", "HOME", "SECONDS");

  private static final List<String> MAIN = new ArrayList<>();
  private static final List<String> TESTS = new ArrayList<>();
  private static final List<String> SCRIPTS = new ArrayList<>();

  @BeforeAll
  static void readSources() throws IOException {
    Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        String name = folder.getFileName().toString();
        return name.equals("target") || name.equals(".git")
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".java")) {
          boolean isTest = file.toString().matches(".*[/\\\\]src[/\\\\](test|it)[/\\\\].*");
          (isTest ? TESTS : MAIN).add(Files.readString(file));
        } else if (!name.equals("mvnw")) {
          // Maven's own script has Maven's own settings.
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          if (text.startsWith("#!")) {
            SCRIPTS.add(text.replaceAll("(?m)^ *#.*", ""));
          }
        }
        return FileVisitResult.CONTINUE;
      }
    });
    assertThat(MAIN).hasSizeGreaterThan(300);
    assertThat(TESTS).hasSizeGreaterThan(100);
    assertThat(SCRIPTS).hasSizeGreaterThan(4);
  }

  @Test
  void properties_areThoseThatTheSourcesRead() throws IOException {
    Set<String> read = propertiesRead();

    assertThat(documented("property")).containsExactlyInAnyOrderElementsOf(read);
    assertThat(read)
        .contains("gmm4j.backend", "gmm4j.vector.fma", "gmm4j.tck.matrix", "java.io.tmpdir");
  }

  @Test
  void variables_areThoseThatSourcesAndScriptsRead() throws IOException {
    Set<String> read = literals("GMM4J?_[A-Z0-9_]+");
    for (String source : sources()) {
      read.addAll(matches(source, "getenv\\(\"(\\w+)\"\\)"));
    }
    for (String script : SCRIPTS) {
      read.addAll(variablesRead(script));
    }
    read.removeAll(OF_THE_SHELL);
    read.removeAll(OF_TESTS);

    assertThat(documented("environment")).containsExactlyInAnyOrderElementsOf(read);
    assertThat(read).contains("GMM4J_BACKEND", "GMM_OPTS", "GMM_CDS", "JAVA_HOME", "PYTHON");
  }

  @Test
  void propertiesThatScriptsSet_areRead() {
    Set<String> set = SCRIPTS.stream()
        .flatMap(script -> matches(script, "-D(gmm4j(?:\\.\\w+)+)=").stream())
        .collect(Collectors.toCollection(TreeSet::new));

    assertThat(set).contains("gmm4j.terminal", "gmm4j.bench.commit", "gmm4j.bench.baseline.commit");
    assertThat(propertiesRead()).containsAll(set);
  }

  /** Names are whole literals, or what a method that reads properties is given: a literal or a constant of the file. */
  private static Set<String> propertiesRead() {
    Set<String> read = literals("gmm4j(?:\\.\\w+)+");
    String reading = "(?:System\\.getProperty|\\b[A-Z]\\w+\\.get(?:Boolean|Integer|Long))\\(";
    for (String source : sources()) {
      read.addAll(matches(source, reading + "\"([\\w.]+)\""));
      for (String constant : matches(source, reading + "([A-Z_]+)\\b")) {
        read.addAll(matches(source, "\\bString " + constant + " =\\s+\"([\\w.]+)\";"));
      }
    }
    read.removeIf(name -> OF_TESTS.contains(name) || name.matches(OF_THE_JVM));
    return read;
  }

  /** Whole literals of what is no test: tests also compare names, or hand them to processes. */
  private static Set<String> literals(String regex) {
    return MAIN.stream()
        .flatMap(source -> matches(source, "\"(" + regex + ")\"").stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> sources() {
    return Stream.concat(MAIN.stream(), TESTS.stream()).toList();
  }

  /** Variables with a default come from outside, and so do those that the script itself does not assign. */
  private static Set<String> variablesRead(String script) {
    Set<String> read = matches(script, "\\$\\{?([A-Z][A-Z0-9_]+)");
    read.removeAll(matches(script, "(?m)(?:^|[ ;])([A-Z][A-Z0-9_]+)="));
    read.addAll(matches(script, "\\$\\{([A-Z][A-Z0-9_]+):[-+?]"));
    return read;
  }

  private static Set<String> documented(String kind) throws IOException {
    Set<String> names = matches(
        Files.readString(ROOT.resolve("docs/configuration.md")),
        "(?m)^\\| `([\\w.]+)` \\| " + kind + " \\| \\S");
    assertThat(names).isNotEmpty();
    return names;
  }

  private static Set<String> matches(String text, String regex) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
