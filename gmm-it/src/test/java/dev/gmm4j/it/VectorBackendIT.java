package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The backend on the Vector API, whose module is there only where it is asked for. */
class VectorBackendIT {
  private static final String MODULE = "jdk.incubator.vector";

  /** The application's line where the module is missing. */
  static final String WITHOUT_THE_MODULE =
      "vector: unavailable, the module " + MODULE + " is not present";

  private static final String AVAILABLE = "vector: available, " + MODULE + ", \\d+ bits, .*";

  /** What the JVM prints where an incubator module is resolved at its start. */
  static final String WARNING = "WARNING: Using incubator modules: " + MODULE;

  private static Path[] jars() {
    return Deployed.and(Deployed.jar("gmm-backend-vector"), Deployed.with(EJML));
  }

  private static Jvm classPath() {
    return new Jvm().classPath(Deployed.and(Fixture.application(), jars()));
  }

  private static Jvm modulePath() {
    return new Jvm().modulePath(Deployed.and(Fixture.applicationModule(), jars()));
  }

  /** The compiler that makes vector instructions, which the other tests do without. */
  private static Jvm compiling(Jvm jvm) {
    return jvm.option("-XX:TieredStopAtLevel=4");
  }

  private static void assertFittedByVector(String module, Outcome outcome) {
    assertThat(outcome.status()).as(outcome.toString()).isZero();
    assertThat(outcome.err()).isEqualTo(WARNING);
    assertThat(outcome.out())
        .matches(module + "\n" + AVAILABLE + "\n" + EJML.available() + "\nfitted by vector");
  }

  @Test
  void classPath_withoutTheModule_takesTheNextBackend() throws Exception {
    assertThat(compiling(classPath()).run("application.Main"))
        .isEqualTo(
            Outcome.success("class path", WITHOUT_THE_MODULE, EJML.available(), "fitted by ejml")
                .logged("INFO: backend vector is not available: the module " + MODULE
                    + " is not present (pass --add-modules " + MODULE
                    + " to java); ejml is used"));
  }

  @Test
  void classPath_withoutTheModule_failsTheExplicitChoice() throws Exception {
    assertThat(compiling(classPath()).run("application.Main", "vector"))
        .isEqualTo(Outcome.failure(
            "class path\n" + WITHOUT_THE_MODULE + "\n" + EJML.available(),
            "BackendUnavailableException: backend 'vector' is not available: the module " + MODULE
                + " is not present (pass --add-modules " + MODULE
                + " to java); backends are:\n  " + EJML.available()));
  }

  @Test
  void classPath_withTheModule_comesFirst() throws Exception {
    Jvm jvm = compiling(classPath()).option("--add-modules=" + MODULE);

    assertFittedByVector("class path", jvm.run("application.Main"));
  }

  @Test
  void modulePath_bringsTheModuleAlong() throws Exception {
    assertFittedByVector(
        "module application",
        compiling(modulePath()).run("--module", "application/application.Main"));
  }

  @Test
  void shadedJar_withTheModule_comesFirst() throws Exception {
    Jvm jvm = compiling(new Jvm())
        .option("--add-modules=" + MODULE)
        .classPath(Fixture.application(), Deployed.MERGED);

    Outcome outcome = jvm.run("application.Main");

    assertThat(outcome.err()).isEqualTo(WARNING);
    assertThat(outcome.out()).endsWith("\nfitted by vector");
  }

  @Test
  void jvmThatDoesNotCompileVectors_takesItLast() throws Exception {
    Outcome outcome = classPath().option("--add-modules=" + MODULE).run("application.Main");

    assertThat(outcome.err()).isEqualTo(WARNING);
    assertThat(outcome.out())
        .matches("class path\n" + EJML.available() + "\n" + AVAILABLE + "\nfitted by ejml");
  }

  @Test
  void vectorsThatTheProcessorLacks_areRefusedWithAReason() throws Exception {
    Outcome outcome = compiling(classPath())
        .option("--add-modules=" + MODULE)
        .option("-Dgmm4j.vector.bits=4096")
        .run("application.Main");

    assertThat(outcome.out())
        .contains("\nvector: unavailable, the property gmm4j.vector.bits must be ")
        .endsWith("\nfitted by ejml");
    assertThat(outcome.err().lines().toList())
        .hasSize(2)
        .anyMatch(line -> line.startsWith(
                "INFO: backend vector is not available: the property gmm4j.vector.bits must be ")
            && line.endsWith(" (correct or remove the property); ejml is used"));
  }
}
