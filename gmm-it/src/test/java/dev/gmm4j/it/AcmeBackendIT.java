package dev.gmm4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The guide's example: a project of somebody else that depends on our artifacts, built by the Maven that runs this build.
 *
 * <p>Its local repository is a folder with our artifacts as published; behind it, read only, stands the user's own.
 */
class AcmeBackendIT {
  private static final Path SOURCES = Path.of("src", "it", "acme-backend");
  private static final long TIMEOUT_SECONDS = 1800;

  private static Path project;

  @BeforeAll
  static void build() throws Exception {
    project = Fixture.emptyFolder(Deployed.folder("acme-backend"));
    copy(SOURCES, project);
    // Ends Maven's search for the root of the project, which would lead to ours.
    Path root = Files.createDirectory(project.resolve(".mvn"));
    Files.writeString(root.resolve("jvm.config"), "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    Outcome outcome =
        Jvm.run(new ProcessBuilder(maven()).directory(project.toFile()), TIMEOUT_SECONDS);

    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
  }

  private static List<String> maven() {
    String script = System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
    List<String> command = new ArrayList<>();
    command.add(Path.of(Deployed.property("it.maven.home"), "bin", script).toString());
    command.add("--batch-mode");
    command.add("--no-transfer-progress");
    command.add("-Dmaven.repo.local=" + Deployed.REPOSITORY);
    command.add(Deployed.property("it.maven.repository"));
    String settings = Deployed.property("it.maven.settings");
    if (Files.exists(Path.of(settings.substring(settings.indexOf('=') + 1)))) {
      command.add(settings);
    }
    if (Deployed.property("it.maven.offline").equals("offline=true")) {
      command.add("--offline");
    }
    command.add("verify");
    // As the guide says.
    command.add("dependency:copy-dependencies");
    command.add("-DincludeScope=runtime");
    command.add("-DexcludeGroupIds=dev.gmm4j");
    return command;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void backend_passesTheKit() throws Exception {
    String report =
        Files.readString(project.resolve("target").resolve("gmm-tck").resolve("acme.txt"));

    assertThat(report)
        .contains("backend  acme: Hipparchus, pure Java\n")
        .containsPattern("rules    [1-9][0-9]+ passed, 0 failed,")
        .doesNotContain("FAILED");
  }

  @Test
  void testReport_namesRules() throws Exception {
    String report = Files.readString(project
        .resolve("target")
        .resolve("surefire-reports")
        .resolve("TEST-com.acme.gmm.AcmeBackendTckTest.xml"));

    assertThat(report)
        .contains("<testcase name=\"rule GRAM-01 weightedGram computes ")
        .doesNotContain("rules()");
  }

  /** What is to be put into the folder {@code lib} of the command: the backend's libraries, and nothing of ours. */
  @Test
  void collectedJars_areTheLibraries() throws Exception {
    try (Stream<Path> jars = Files.list(collected())) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .containsExactly("hipparchus-core-4.0.2.jar");
    }
  }

  private static Path collected() {
    return project.resolve("target").resolve("dependency");
  }

  @Test
  void packagedBackend_isFoundAndUsed() throws Exception {
    Path jar = project.resolve("target").resolve("acme-backend-1.0.0.jar");
    Path[] jars = Deployed.and(Fixture.application(), Deployed.and(jar, Deployed.with()));

    assertThat(new Jvm().classPath(jars).run("application.Main").out())
        .startsWith(
            "class path\nacme: unavailable, Hipparchus is not usable: the class org.hipparchus.");
    assertThat(new Jvm()
            .classPath(Deployed.and(collected().resolve("*"), jars))
            .run("application.Main"))
        .isEqualTo(Outcome.success(
            "class path", "acme: available, Hipparchus, pure Java", "fitted by acme"));
  }
}
