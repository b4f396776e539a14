package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** All jars in one, put together by maven-shade-plugin with and without its ServicesResourceTransformer. */
class ShadedJarIT {
  private static Outcome run(Path jar, String... arguments) throws Exception {
    return new Jvm().classPath(Fixture.application(), jar).run("application.Main", arguments);
  }

  @Test
  void mergedServiceFiles_keepAllBackends() throws Exception {
    String report = Backend.available(Backend.ALL.toArray(Backend[]::new)) + "\n"
        + VectorBackendIT.WITHOUT_THE_MODULE;

    for (Backend backend : Backend.ALL) {
      assertThat(run(Deployed.MERGED, backend.id()))
          .isEqualTo(Outcome.success("class path", report, "fitted by " + backend.id()));
    }
  }

  @Test
  void unmergedServiceFiles_loseAllBackendsButTheFirst() throws Exception {
    String first = EJML.available();

    assertThat(run(Deployed.UNMERGED))
        .isEqualTo(Outcome.success("class path", first, "fitted by ejml"));
    assertThat(run(Deployed.UNMERGED, "commonsmath"))
        .isEqualTo(Outcome.failure(
            "class path\n" + first,
            "BackendUnavailableException: backend 'commonsmath' does not exist; backends are:"
                + "\n  " + first + ClassPathIT.IF_THE_NAME_IS_RIGHT));
  }
}
