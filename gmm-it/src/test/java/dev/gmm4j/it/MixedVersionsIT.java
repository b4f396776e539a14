package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Providers that were compiled against another version of the SPI. */
class MixedVersionsIT {
  private static final String ADVICE = "; it was built for another version of gmm4j than "
      + Deployed.VERSION + ": use one version of all dev.gmm4j artifacts";

  private static final String LACKS_METHOD = "versions.LacksMethod: unavailable,"
      + " java.lang.AbstractMethodError: Receiver class versions.LacksMethod does not define or"
      + " inherit an implementation of the resolved method 'abstract int priority()' of interface"
      + " dev.gmm4j.spi.LinearAlgebraBackendProvider." + ADVICE;

  private static final String NO_SUCH_METHOD =
      "java.lang.NoSuchMethodError: 'java.lang.String dev.gmm4j.spi.BackendOptions.device()'"
          + ADVICE;

  private static final String NO_OPERATION = "java.lang.AbstractMethodError:"
      + " versions.MakesIncompleteBackend$Incomplete does not implement public abstract void"
      + " dev.gmm4j.spi.LinearAlgebraBackend.symmetricEigen(int,double[],double[],double[])"
      + ADVICE;

  private static final String BEFORE = "class path\n"
      + "calls-missing-method: available, so it thinks\n"
      + "incomplete: available, so it thinks\n"
      + EJML.available() + "\n"
      + LACKS_METHOD;

  private static Path[] classPath;

  @BeforeAll
  static void compile() {
    Path fixture = Fixture.compile("versions", Deployed.API);
    classPath = Deployed.and(fixture, Deployed.and(Fixture.application(), Deployed.with(EJML)));
  }

  private static Outcome run(String... arguments) throws Exception {
    return new Jvm().classPath(classPath).run("application.Main", arguments);
  }

  @Test
  void providersOfOtherVersions_areSkipped() throws Exception {
    assertThat(run())
        .isEqualTo(Outcome.success(BEFORE, "fitted by ejml")
            .logged(
                "WARNING: backend calls-missing-method is not available: " + NO_SUCH_METHOD
                    + "; ejml is used",
                "WARNING: backend incomplete is not available: " + NO_OPERATION + "; ejml is used",
                "WARNING: backend "
                    + LACKS_METHOD.replace(": unavailable, ", " is not available: ")
                    + "; ejml is used"));
  }

  @Test
  void methodThatGmm4jLacks_isNamed() throws Exception {
    assertThat(run("calls-missing-method").err())
        .startsWith(
            "Exception in thread \"main\" dev.gmm4j.exception.BackendUnavailableException: backend"
                + " 'calls-missing-method' could not be created: " + NO_SUCH_METHOD + "\n");
  }

  @Test
  void operationThatTheBackendLacks_isNamed() throws Exception {
    assertThat(run("incomplete").err())
        .startsWith(
            "Exception in thread \"main\" dev.gmm4j.exception.BackendUnavailableException: backend"
                + " 'incomplete' could not be created: " + NO_OPERATION + "\n");
  }
}
