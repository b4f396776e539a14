package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script bin/gmm of the distribution. */
class LauncherIT {
  @TempDir
  private Path folder;

  @Test
  void java_isThatOfJavaHome() throws IOException {
    Path java = fakeJava("17.0.1", "echo \"$@\"");

    String arguments = run(
            Map.of("JAVA_HOME", java.toString(), "GMM_OPTS", "-Xmx1g -Da=b"), "fit", "a b.csv")
        .done();

    assertThat(arguments)
        .contains(
            " -Xmx1g -Da=b -cp " + PackagedGmm.folder() + "/lib/* dev.gmm4j.cli.Main fit a b.csv\n")
        .contains(" -Dgmm4j.terminal=false ");
  }

  @Test
  void youngGenerationAndCollector_areThoseOfGmmOpts() throws IOException {
    String java = fakeJava("17.0.1", "echo \"$@\"").toString();

    assertThat(run(Map.of("JAVA_HOME", java, "GMM_OPTS", "-Xmx8g"), "fit").done())
        .contains(" -XX:+UseSerialGC -Xmn32m ");
    assertThat(run(Map.of("JAVA_HOME", java, "GMM_OPTS", "-Xmx24m"), "fit").done())
        .contains(" -XX:+UseSerialGC ")
        .doesNotContain("-Xmn");
    assertThat(run(Map.of("JAVA_HOME", java, "GMM_OPTS", "-XX:+UseG1GC"), "fit").done())
        .doesNotContain("Serial")
        .doesNotContain("-Xmn");
  }

  @Test
  void closedInput_isNoFileOfTheJvm() {
    String call = "exec '" + PackagedGmm.launcher().toAbsolutePath() + "' describe - <&-";

    assertThat(PackagedGmm.run(Path.of("/bin/sh"), Map.of(), "", "-c", call).failed(3))
        .isEqualTo("gmm describe: cannot read standard input: it is closed");
  }

  @Test
  void java_isElseThatOfThePath() throws IOException {
    Path java = fakeJava("25", "echo fake");

    assertThat(run(Map.of("JAVA_HOME", "", "PATH", java + "/bin:/usr/bin:/bin"), "fit")
            .done())
        .isEqualTo("fake\n");
  }

  @Test
  void java_mustNotBeOld() throws IOException {
    assertThat(run(Map.of("JAVA_HOME", fakeJava("11.0.2", "").toString()), "fit")
            .failed(1))
        .startsWith("gmm: Java 17 or newer is needed, but ")
        .endsWith("/bin/java is Java 11");
  }

  @Test
  void java_isAskedWhereItsVersionIsNotWrittenDown() throws IOException {
    Path java = fakeJava("", "[ \"$1\" = -version ] && echo 'openjdk version \"1.8.0_402\"' >&2");

    assertThat(run(Map.of("JAVA_HOME", java.toString()), "fit").failed(1)).endsWith(" is Java 1");
  }

  @Test
  void java_mustBeThere() {
    assertThat(run(Map.of("JAVA_HOME", folder + "/none"), "fit").failed(1))
        .isEqualTo("gmm: Java 17 or newer is needed, but JAVA_HOME is " + folder
            + "/none, and there is no " + folder + "/none/bin/java");
  }

  @Test
  void cdpath_doesNotMatter() {
    String call = "cd '" + PackagedGmm.folder() + "' && bin/gmm --version";
    assertThat(PackagedGmm.run(Path.of("/bin/sh"), Map.of("CDPATH", "."), "", "-c", call)
            .done())
        .startsWith("gmm ");
  }

  @Test
  void links_areFollowed() throws IOException {
    Path link = Files.createSymbolicLink(
        folder.resolve("a link"), PackagedGmm.launcher().toAbsolutePath());
    Path linkToLink = Files.createSymbolicLink(folder.resolve("gmm"), Path.of("a link"));

    assertThat(PackagedGmm.run(linkToLink, Map.of(), "", "--version").done()).startsWith("gmm ");
    // A temporary folder that is deleted with links out of it warns.
    Files.delete(link);
  }

  private static Outcome run(Map<String, String> environment, Object... arguments) {
    return PackagedGmm.run(PackagedGmm.launcher(), environment, "", arguments);
  }

  private Path fakeJava(String version, String script) throws IOException {
    Path home = folder.resolve("a java");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    if (!version.isEmpty()) {
      Files.writeString(
          home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }
    return home;
  }
}
