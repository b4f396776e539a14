package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.COMMONSMATH;
import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import org.junit.jupiter.api.Test;

/** Two backends: who decides which is used, and what a wrong name gives. */
class ChoiceIT {
  private static final String REPORT = "class path\n" + Backend.available(EJML, COMMONSMATH);

  private static Jvm jvm() {
    return new Jvm()
        .classPath(Deployed.and(Fixture.application(), Deployed.with(EJML, COMMONSMATH)));
  }

  private static Outcome fittedBy(String id) {
    return Outcome.success(REPORT, "fitted by " + id);
  }

  private static Outcome unknown(String name, String origin) {
    return Outcome.failure(
        REPORT,
        "BackendUnavailableException: backend '" + name + "'" + origin
            + " does not exist; backends are:\n  " + EJML.available()
            + "\n  " + COMMONSMATH.available() + ClassPathIT.IF_THE_NAME_IS_RIGHT);
  }

  @Test
  void builder_chooses() throws Exception {
    assertThat(jvm().run("application.Main", "commonsmath")).isEqualTo(fittedBy("commonsmath"));
    assertThat(jvm().run("application.Main", "nonesuch")).isEqualTo(unknown("nonesuch", ""));
  }

  @Test
  void property_chooses() throws Exception {
    assertThat(jvm().option("-Dgmm4j.backend=commonsmath").run("application.Main"))
        .isEqualTo(fittedBy("commonsmath"));
    assertThat(jvm().option("-Dgmm4j.backend=nonesuch").run("application.Main"))
        .isEqualTo(unknown("nonesuch", ", named by the system property gmm4j.backend,"));
  }

  @Test
  void environment_chooses() throws Exception {
    assertThat(jvm().variable("GMM4J_BACKEND", "commonsmath").run("application.Main"))
        .isEqualTo(fittedBy("commonsmath"));
    assertThat(jvm().variable("GMM4J_BACKEND", "nonesuch").run("application.Main"))
        .isEqualTo(unknown("nonesuch", ", named by the environment variable GMM4J_BACKEND,"));
  }

  @Test
  void property_goesBeforeEnvironment() throws Exception {
    Jvm jvm = jvm().option("-Dgmm4j.backend=commonsmath").variable("GMM4J_BACKEND", "nonesuch");

    assertThat(jvm.run("application.Main")).isEqualTo(fittedBy("commonsmath"));
  }

  @Test
  void builder_goesBeforePropertyAndEnvironment() throws Exception {
    Jvm jvm = jvm().option("-Dgmm4j.backend=nonesuch").variable("GMM4J_BACKEND", "nonesuch");

    assertThat(jvm.run("application.Main", "commonsmath")).isEqualTo(fittedBy("commonsmath"));
  }
}
