package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.COMMONSMATH;
import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The native backend beside the others on the class path. */
class NativeBackendIT {

  private static Outcome run(String... arguments) throws Exception {
    Jvm jvm = new Jvm()
        .option("-Dorg.bytedeco.javacpp.cachedir=" + Deployed.folder("javacpp"))
        .classPath(Deployed.and(Fixture.application(), Deployed.all()));
    if (Runtime.version().feature() >= 24) {
      jvm.option("--enable-native-access=ALL-UNNAMED")
          .option("--sun-misc-unsafe-memory-access=allow");
    }
    return jvm.run("application.Main", arguments);
  }

  @Test
  void nd4j_isListed_whereItIsNotChosen() throws Exception {
    Outcome outcome = run();

    assertThat(outcome.err()).isEmpty();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.subList(0, 3))
        .containsExactly("class path", EJML.available(), COMMONSMATH.available());
    assertThat(lines.get(3)).startsWith("nd4j: available, ND4J ");
    assertThat(lines.get(4)).isEqualTo(VectorBackendIT.WITHOUT_THE_MODULE);
    assertThat(lines.get(5)).isEqualTo("fitted by ejml");
  }

  @Test
  void nd4j_fits_whereItIsChosen() throws Exception {
    Outcome outcome = run("nd4j");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("\nfitted by nd4j");
  }
}
