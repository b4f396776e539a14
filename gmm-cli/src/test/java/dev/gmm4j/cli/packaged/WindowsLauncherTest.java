package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The batch files gmm.cmd against the shell scripts gmm: what both say, they say alike. */
class WindowsLauncherTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Path BIN = Path.of("src", "main", "dist", "bin");

  /** An option of the JVM or of Maven; what a variable adds to it is left out. */
  private static final Pattern OPTION =
      Pattern.compile("(?<![\\w:+.-])(--?[A-Za-z][\\w-]*(?:[:.][+]?[\\w.]+)*(?:=[\\w./,=-]*)?)");

  private static String code(Path script) throws IOException {
    Predicate<String> isComment = Pattern.compile("^\\s*(#|rem\\b)").asPredicate();
    // Patterns of options that users may set are no options of gmm.
    Predicate<String> isPattern = Pattern.compile("\\)\\s.*;;$|%GMM_OPTION:").asPredicate();
    return Files.readAllLines(script).stream()
        .filter(isComment.or(isPattern).negate())
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> options(Path script, String... prefixes) throws IOException {
    return OPTION
        .matcher(code(script))
        .results()
        .map(MatchResult::group)
        .filter(option -> Stream.of(prefixes).anyMatch(option::startsWith))
        .map(option -> option.replaceFirst("^(-Dgmm4j[.]terminal(?:[.]output)?=).*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void optionsOfTheJvm_areTheSame() throws IOException {
    String[] prefixes = {"-X", "-D", "--enable", "--add", "--sun"};
    Set<String> unix = options(BIN.resolve("gmm"), prefixes);

    assertThat(unix)
        .contains(
            "-XX:+UseSerialGC",
            "-Xmn32m",
            "-XX:MaxRAMPercentage=70",
            "-Dgmm4j.terminal=",
            "-XX:SharedArchiveFile=",
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED")
        .hasSizeGreaterThan(11);
    assertThat(options(BIN.resolve("gmm.cmd"), prefixes)).isEqualTo(unix);
  }

  @Test
  void optionsOfTheBuild_areTheSame() throws IOException {
    Set<String> unix = options(CHECKOUT.resolve("gmm"), "-Dm", "-Ds", "-Dc", "-q", "-pl", "-am");

    assertThat(unix).contains("-q", "-pl", "-am", "-Dmaven.test.skip=true").hasSize(6);
    assertThat(options(CHECKOUT.resolve("gmm.cmd"), "-Dm", "-Ds", "-Dc", "-q", "-pl", "-am"))
        .isEqualTo(unix);
  }

  @Test
  void sourcesOfTheBuild_areTheSame() throws IOException {
    Matcher batch =
        Pattern.compile("GMM_SOURCES=([^\"]*)\"").matcher(code(CHECKOUT.resolve("gmm.cmd")));
    Matcher shell = Pattern.compile(
            "newer_than_build (\"\\$root/pom.xml\".*?NOTICE\")", Pattern.DOTALL)
        .matcher(code(CHECKOUT.resolve("gmm")));
    assertThat(batch.find()).isTrue();
    assertThat(shell.find()).isTrue();

    assertThat(batch.group(1).replace('\\', '/').split(" "))
        .containsExactly(shell
            .group(1)
            .replaceAll("[\"\\\\]|\\$root/|\\$root", "")
            .replace("\n", " ")
            .replaceAll(" /", " ")
            .trim()
            .split(" +"));
  }

  /** The version that is needed, that from which native access is to be let in, and what users can set. */
  @Test
  void versionsAndVariables_areTheSame() throws IOException {
    String shell = code(BIN.resolve("gmm"));
    String batch = code(BIN.resolve("gmm.cmd"));

    assertThat(shell).contains("-ge 17 ]", "-ge 24 ]");
    assertThat(batch).contains("GEQ 17 ", "GEQ 24 ");
    for (String name : List.of("JAVA_HOME", "GMM_OPTS", "GMM_CDS", "GMM4J_BACKEND")) {
      assertThat(shell).contains(name);
      assertThat(batch).contains(name);
    }
    assertThat(batch).contains("dev.gmm4j.cli.Main %*").contains("exit /b %ERRORLEVEL%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../gmm.cmd", "src/main/dist/bin/gmm.cmd"})
  void batchFile_isAsWindowsReadsIt(String file) throws IOException {
    String text = Files.readString(Path.of(file), StandardCharsets.US_ASCII);

    assertThat(text).startsWith("@echo off\r\n").endsWith("\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    Set<String> labels = matches(text, "(?m)^:(\\w+)");
    Set<String> targets = matches(text, "(?i)\\bgoto (\\w+)");
    targets.addAll(matches(text, "(?i)\\bcall :(\\w+)"));
    assertThat(targets).isNotEmpty().isSubsetOf(labels);
    assertThat(labels).as("labels that nothing goes to").isSubsetOf(targets);
    for (String line : text.split("\r\n", -1)) {
      if (!line.startsWith("rem ") && !line.isEmpty()) {
        assertThat(line.chars().filter(c -> c == '"').count() % 2).as(line).isZero();
        // A digit before > would be the number of a stream.
        assertThat(line).doesNotContainPattern("echo .*[%\\w]>&2");
        // A variable that is expanded within parentheses may close them.
        assertThat(line).doesNotEndWith("(");
      }
    }
  }

  private static Set<String> matches(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
