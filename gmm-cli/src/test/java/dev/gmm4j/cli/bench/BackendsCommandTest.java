package dev.gmm4j.cli.bench;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.run.ExitStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

@Isolated("sets the system property that names the backend")
class BackendsCommandTest {
  @TempDir
  private Path folder;

  @AfterEach
  void clearProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  @Test
  void table_showsBackendsAndChoice() {
    assertThat(gmm("backends").done())
        .matches("""
            (?s)backend +priority +state +detail
            vector +200 +available +jdk.incubator.vector, \\d+ bits, .*
            ejml +100 +available +EJML .*
            commonsmath +50 +available +Commons Math .*""")
        .endsWith("\nchosen automatically: vector, the available one of highest priority\n");
  }

  @Test
  void json_isTheSame() {
    JsonNode json = gmm("backends", "--json").json();

    JsonNode first = json.get("backends").get(0);
    assertThat(first.get("id").asString()).isEqualTo("vector");
    assertThat(first.get("available").asBoolean()).isTrue();
    assertThat(json.get("chosen").asString()).isEqualTo("vector");
  }

  @Test
  void property_isTheReason() {
    System.setProperty(Backends.PROPERTY, "ejml");
    assertThat(gmm("backends").done())
        .endsWith("\nchosen automatically: ejml, named by the system property gmm4j.backend\n");

    System.setProperty(Backends.PROPERTY, "nix");
    assertThat(gmm("backends").done())
        .contains(
            "\nnone is chosen automatically: backend 'nix', named by the system property gmm4j.backend,");
    assertThat(gmm("fit", "data.csv", "--components", 2).failed(ExitStatus.USAGE))
        .contains("backend 'nix'");
  }

  @Test
  void explicitBackend_readsModelsToo() {
    Path model = folder.resolve("model.json");
    Path faithful = data("faithful.csv");
    gmm("fit", faithful, "--components", 2, "--output", model).done();
    System.setProperty(Backends.PROPERTY, "nix");

    assertThat(gmm("score", model, faithful, "--backend", "ejml").done()).contains("-1130.264");
    assertThat(gmm("fit", faithful, "--components", 2, "--init", model, "--backend", "ejml")
            .done())
        .contains("-1130.264");
    assertThat(gmm("score", model, faithful).failed(ExitStatus.USAGE)).contains("backend 'nix'");
    assertThat(gmm("sample", model, "--count", 1).failed(ExitStatus.USAGE))
        .contains("backend 'nix'");
    assertThat(System.getProperty(Backends.PROPERTY)).isEqualTo("nix");
  }
}
