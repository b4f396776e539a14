package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.COMMONSMATH;
import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Everything on the class path, and what a user sees where something is missing. */
class ClassPathIT {
  private static final Backend[] ALL = Backend.ALL.toArray(Backend[]::new);

  static final String NO_BACKEND =
      "no backend was found: add the artifact dev.gmm4j:gmm-backend-ejml (or another gmm-backend-*)"
          + " to the class path or module path; in a shaded jar, merge the META-INF/services files";

  static final String IF_THE_NAME_IS_RIGHT =
      "\nif the name is right, add the backend's artifact to the class path or module path; in a"
          + " shaded jar, merge the META-INF/services files";

  private static Outcome run(Path[] jars, String... arguments) throws Exception {
    Jvm jvm = new Jvm().classPath(Deployed.and(Fixture.application(), jars));
    return jvm.run("application.Main", arguments);
  }

  @Test
  void allBackends_areFoundAndTheFirstIsTaken() throws Exception {
    Outcome outcome = run(Deployed.with(ALL));

    assertThat(outcome)
        .isEqualTo(Outcome.success("class path", Backend.available(ALL), "fitted by ejml"));
  }

  @Test
  void jarsThatAreThereTwice_doNotClash() throws Exception {
    Path[] jars = Deployed.and(Deployed.MERGED, Deployed.with(ALL));

    assertThat(run(jars))
        .isEqualTo(Outcome.success(
            "class path",
            Backend.available(ALL),
            VectorBackendIT.WITHOUT_THE_MODULE,
            "fitted by ejml"));
  }

  @Test
  void noBackend_isExplained() throws Exception {
    assertThat(run(Deployed.with()))
        .isEqualTo(Outcome.failure("class path", "BackendUnavailableException: " + NO_BACKEND));
    assertThat(run(Deployed.with(), "ejml"))
        .isEqualTo(Outcome.failure(
            "class path",
            "BackendUnavailableException: backend 'ejml' does not exist: " + NO_BACKEND));
  }

  private static final String EJML_UNUSABLE =
      "ejml: unavailable, EJML is not usable: the class org.ejml.data.DMatrix1Row is missing";

  private static final String ADD_EJML = " (add org.ejml:ejml-ddense to the class path)";

  @Test
  void missingLibrary_isReportedAndTheNextBackendTaken() throws Exception {
    Path[] jars = Deployed.and(EJML.jar(), Deployed.with(COMMONSMATH));

    assertThat(run(jars))
        .isEqualTo(Outcome.success(
                "class path", EJML_UNUSABLE, COMMONSMATH.available(), "fitted by commonsmath")
            .logged("WARNING: backend ejml is not available: EJML is not usable: the class"
                + " org.ejml.data.DMatrix1Row is missing" + ADD_EJML + "; commonsmath is used"));
  }

  @Test
  void missingLibrary_failsTheExplicitChoice() throws Exception {
    Path[] jars = Deployed.and(EJML.jar(), Deployed.with(COMMONSMATH));

    assertThat(run(jars, "ejml"))
        .isEqualTo(Outcome.failure(
            "class path\n" + EJML_UNUSABLE + "\n" + COMMONSMATH.available(),
            "BackendUnavailableException: backend 'ejml' is not available: EJML is not usable: the class"
                + " org.ejml.data.DMatrix1Row is missing" + ADD_EJML + "; backends are:"
                + "\n  " + COMMONSMATH.available()));
  }

  @Test
  void missingLibraries_leaveNoBackend() throws Exception {
    Path[] jars = Deployed.and(EJML.jar(), Deployed.API);

    assertThat(run(jars))
        .isEqualTo(Outcome.failure(
            "class path\n" + EJML_UNUSABLE,
            "BackendUnavailableException: no backend is available; backends are:" + "\n  "
                + EJML_UNUSABLE + ADD_EJML));
  }
}
