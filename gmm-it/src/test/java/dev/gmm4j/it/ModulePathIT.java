package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.COMMONSMATH;
import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application that is a named module, with our jars on the module path. */
class ModulePathIT {
  private static final String MAIN = "application/application.Main";

  private static Path application;

  @BeforeAll
  static void compile() {
    application = Fixture.applicationModule();
  }

  private static Jvm jvm(Path... jars) {
    return new Jvm().modulePath(Deployed.and(application, jars));
  }

  @Test
  void backends_areFoundAsAutomaticModules() throws Exception {
    assertThat(jvm(Deployed.with(EJML, COMMONSMATH)).run("--module", MAIN))
        .isEqualTo(Outcome.success(
            "module application", Backend.available(EJML, COMMONSMATH), "fitted by ejml"));
  }

  @Test
  void backend_isChosenByName() throws Exception {
    assertThat(jvm(Deployed.with(EJML, COMMONSMATH)).run("--module", MAIN, "commonsmath"))
        .isEqualTo(Outcome.success(
            "module application", Backend.available(EJML, COMMONSMATH), "fitted by commonsmath"));
  }

  @Test
  void providerOfANamedModule_isFound() throws Exception {
    Path named = Fixture.compileModule("named", Deployed.API);

    assertThat(jvm(Deployed.and(named, Deployed.with(EJML))).run("--module", MAIN))
        .isEqualTo(Outcome.success(
                "module application",
                "named: unavailable, only to be found",
                EJML.available(),
                "fitted by ejml")
            .logged("INFO: backend named is not available: only to be found; ejml is used"));
  }

  @Test
  void backends_areFoundOnTheClassPathToo() throws Exception {
    Jvm jvm = jvm(Deployed.API).classPath(EJML.jars().toArray(Path[]::new));

    assertThat(jvm.run("--module", MAIN))
        .isEqualTo(Outcome.success("module application", EJML.available(), "fitted by ejml"));
  }

  @Test
  void noBackend_isExplained() throws Exception {
    assertThat(jvm(Deployed.API).run("--module", MAIN))
        .isEqualTo(Outcome.failure(
            "module application", "BackendUnavailableException: " + ClassPathIT.NO_BACKEND));
  }
}
