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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script gmm at the top of the repository, in a checkout with a build of its own. */
class CheckoutLauncherTest {
  /** Does what Maven does, as far as the script can see. */
  private static final String BUILD = """
      #!/bin/sh
      echo "$@" >>builds.log
      echo "noise of the build"
      sleep 0.2
      [ ! -e broken ] || exit 1
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
    Path lib = checkout.resolve("gmm-cli").resolve("target").resolve("gmm").resolve("lib");
    Files.setLastModifiedTime(lib, FileTime.from(Instant.now().minusSeconds(3600)));

    assertThat(gmm().err()).startsWith("gmm: building from ");
    assertThat(builds()).isEqualTo(2);
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

  private Outcome gmm(Object... arguments) {
    return PackagedGmm.run(launcher, Map.of(), "", arguments);
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("builds.log")).size();
  }
}
