package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service file that lists broken providers before a sound one. */
class BrokenProviderIT {
  private static final String SERVICE = "dev.gmm4j.spi.LinearAlgebraBackendProvider";
  private static final int MAJOR_VERSION = 99;

  private static final String SOUND = "sound: available, a good one";

  /** In the order of the service file, which is kept among those of lowest priority. */
  private static final List<String> BROKEN = List.of(
      SERVICE + ": Provider broken.Missing not found",
      "the class broken.Supertype is missing",
      "java.lang.UnsupportedClassVersionError: broken/ForNewerJava has been compiled by a more"
          + " recent version of the Java Runtime (class file version " + MAJOR_VERSION
          + ".0), this version of the Java Runtime only recognizes class file versions up to "
          + (44 + Runtime.version().feature()) + ".0",
      SERVICE + ": Provider broken.Throwing could not be instantiated: no licence found");

  private static final String REMEDY = " (repair or remove the jar that registers the provider)";

  private static Jvm jvm;

  @BeforeAll
  static void compile() throws Exception {
    Path fixture = Fixture.compile("broken", Deployed.with(EJML));
    Path classFile = fixture.resolve("broken").resolve("ForNewerJava.class");
    byte[] bytes = Files.readAllBytes(classFile);
    bytes[7] = MAJOR_VERSION;
    Files.write(classFile, bytes);
    jvm = new Jvm()
        .classPath(Deployed.and(fixture, Deployed.and(Fixture.application(), Deployed.with(EJML))));
  }

  private static String list(String prefix, String suffix) {
    return BROKEN.stream()
        .map(reason -> "\n" + prefix + "(broken provider): unavailable, " + reason + suffix)
        .collect(Collectors.joining());
  }

  @Test
  void soundProvider_worksAndTheOthersAreListed() throws Exception {
    assertThat(jvm.run("application.Main"))
        .isEqualTo(
            Outcome.success("class path", SOUND, EJML.available() + list("", ""), "fitted by sound")
                .logged(BROKEN.stream()
                    .map(reason -> "WARNING: backend (broken provider) is not available: " + reason
                        + REMEDY + "; sound is used")
                    .toArray(String[]::new)));
  }

  @Test
  void brokenProviders_areListedWhereANameIsUnknown() throws Exception {
    assertThat(jvm.run("application.Main", "throwing"))
        .isEqualTo(Outcome.failure(
            "class path\n" + SOUND + "\n" + EJML.available() + list("", ""),
            "BackendUnavailableException: backend 'throwing' does not exist; backends are:\n  "
                + SOUND + "\n  " + EJML.available()
                + list("  ", REMEDY)
                + ClassPathIT.IF_THE_NAME_IS_RIGHT));
  }
}
