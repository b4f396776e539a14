package dev.gmm4j.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script gmm at the top of the repository, in a checkout with a build of its own. */
@Tag("same-on-every-jdk")
class CheckoutLauncherTest {
  /** Does what Maven does, as far as the script can see. */
  private static final String BUILD = """
      #!/bin/sh
      echo "$@" >>builds.log
      echo "noise of the build"
      sleep 0.2
      [ ! -e broken ] || exit 1
      rm -f gmm-cli/target/gmm/built
      mkdir -p gmm-cli/target/gmm/bin gmm-cli/target/gmm/lib
      echo '#!/bin/sh' >gmm-cli/target/gmm/bin/gmm
      echo 'echo "$(pwd): $*"' >>gmm-cli/target/gmm/bin/gmm
      chmod +x gmm-cli/target/gmm/bin/gmm
      touch gmm-cli/target/gmm/lib/gmm-cli.jar
      """;

  @TempDir
  private Path folder;

  private Path checkout;
  private Path launcher;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectory(folder.resolve("a checkout"));
    launcher = checkout.resolve("gmm");
    Files.copy(Path.of("..", "gmm"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Path mvnw = Files.writeString(checkout.resolve("mvnw"), BUILD);
    assertThat(mvnw.toFile().setExecutable(true)).isTrue();
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    for (String module : new String[] {"gmm-api", "gmm-cli"}) {
      Path source =
          Files.createDirectories(checkout.resolve(module).resolve("src").resolve("main"));
      Files.writeString(source.resolve("A.java"), "class A {}");
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
    }
  }

  @Test
  void missingDistribution_isBuiltOnce() throws IOException {
    Outcome first = gmm("fit", "a b.csv");

    assertThat(first.status()).isZero();
    assertThat(first.out()).isEqualTo(Path.of("").toAbsolutePath() + ": fit a b.csv\n");
    assertThat(first.err()).startsWith("gmm: building from ").contains("noise of the build");
    assertThat(gmm("--version").done()).endsWith(": --version\n");
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.readString(checkout.resolve("builds.log"))).startsWith("-q -pl gmm-cli -am ");
  }

  @Test
  void staleDistribution_isBuiltAgain() throws IOException {
    gmm();
    makeOlder(built());

    assertThat(gmm().err()).startsWith("gmm: building from ");
    assertThat(builds()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "LICENSE",
        ".mvn/jvm.config",
        "data/a.csv",
        "gmm-cli/pom.xml",
        "gmm-api/src/main/A.java",
        "gmm-api/src/generator/G.java"
      })
  void whatTheDistributionIsMadeOf_isBuiltAgainWhenChanged(String file) throws IOException {
    Path changed = checkout.resolve(file);
    Files.createDirectories(changed.getParent());
    Files.writeString(changed, "old");
    makeAllOlder();
    gmm();
    assertThat(gmm().err()).isEmpty();

    Files.writeString(changed, "new");

    assertThat(gmm().err()).startsWith("gmm: building from ");
  }

  @Test
  void deletedSource_isBuiltAgain() throws IOException {
    gmm();
    assertThat(gmm().err()).isEmpty();

    Files.delete(checkout.resolve("gmm-api/src/main/A.java"));

    assertThat(gmm().err()).startsWith("gmm: building from ");
  }

  @Test
  void deletedResource_isGoneFromTheClasses() throws IOException {
    Path resource = resource("gmm-api/src/main/resources/a.css");
    resource("gmm-cli/src/main/resources/b.css");
    Path outdated = resource("gmm-api/target/classes/a.css");
    Path untouched = resource("gmm-cli/target/classes/b.css");
    makeAllOlder();
    gmm();

    Files.delete(resource);
    gmm();

    assertThat(outdated).doesNotExist();
    assertThat(untouched).exists();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void deletedData_isGoneFromTheExamples() throws IOException {
    Path data = resource("data/a.csv");
    Path outdated = resource("gmm-examples/target/classes/a.csv");
    makeAllOlder();
    gmm();

    Files.delete(data);
    gmm();

    assertThat(outdated).doesNotExist();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void jarThatWasPutIn_makesNothingNewer() throws IOException {
    gmm();
    Path jar = Files.writeString(lib().resolve("backend.jar"), "jar");
    assertThat(gmm().err()).isEmpty();

    Files.writeString(checkout.resolve("gmm-api/src/main/A.java"), "class A { int changed; }");
    Files.writeString(lib().resolve("another.jar"), "jar");

    assertThat(gmm().err()).startsWith("gmm: building from ");
    assertThat(jar).exists();
  }

  /** A build by hand may have been one of gmm-cli alone, with jars of the other modules from somewhere. */
  @Test
  void distributionBuiltByHand_isBuiltAgain() throws IOException {
    gmm();
    Files.delete(built());

    assertThat(gmm().err()).startsWith("gmm: building from ");
    assertThat(built()).exists();
  }

  @Test
  void sourceOfTheFuture_isBuiltOnceACall() throws IOException {
    Path pom = checkout.resolve("gmm-api").resolve("pom.xml");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.now().plusSeconds(3600)));

    gmm();

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void simultaneousCalls_buildOnce() throws IOException {
    CompletableFuture<Outcome> first = CompletableFuture.supplyAsync(() -> gmm("1"));
    CompletableFuture<Outcome> second = CompletableFuture.supplyAsync(() -> gmm("2"));

    assertThat(first.join().out()).endsWith(": 1\n");
    assertThat(second.join().out()).endsWith(": 2\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void failedBuild_isTriedAgain() throws IOException {
    Path broken = Files.createFile(checkout.resolve("broken"));
    Outcome outcome = gmm();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).endsWith("gmm: the build failed\n");

    Files.delete(broken);
    assertThat(gmm("x").out()).endsWith(": x\n");
  }

  @Test
  void lockOfADeadProcess_isNoHindrance() throws IOException {
    Path lock =
        Files.createDirectories(checkout.resolve("gmm-cli").resolve("target").resolve("gmm.lock"));
    Files.writeString(lock.resolve("pid"), "999999999\n");

    assertThat(gmm("x").out()).endsWith(": x\n");
    assertThat(lock).doesNotExist();
  }

  private Path lib() {
    return checkout.resolve("gmm-cli").resolve("target").resolve("gmm").resolve("lib");
  }

  private Path built() {
    return lib().resolveSibling("built");
  }

  private Path resource(String path) throws IOException {
    Path file = checkout.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content");
  }

  private void makeAllOlder() throws IOException {
    try (Stream<Path> paths = Files.walk(checkout)) {
      for (Path path : paths.toList()) {
        makeOlder(path);
      }
    }
  }

  private static void makeOlder(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private Outcome gmm(Object... arguments) {
    return PackagedGmm.run(launcher, Map.of(), "", arguments);
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("builds.log")).size();
  }
}
