package dev.gmm4j.it;

import static dev.gmm4j.it.Backend.EJML;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.it.Jvm.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads without a useful context class loader, as in pools, servers and Spark. */
class ContextClassLoaderIT {
  private static Path loaders;

  @BeforeAll
  static void compile() {
    loaders = Fixture.compile("loaders", Fixture.application(), Deployed.API);
  }

  private static Jvm jvm(Path... jars) {
    return new Jvm().classPath(Deployed.and(loaders, Deployed.and(Fixture.application(), jars)));
  }

  @ParameterizedTest
  @CsvSource({"none, main", "none, pool", "platform, main", "platform, pool"})
  void backend_isFoundWithoutTheContextClassLoader(String loader, String thread) throws Exception {
    assertThat(jvm(Deployed.with(EJML)).run("loaders.Main", loader, thread))
        .isEqualTo(Outcome.success("class path", EJML.available(), "fitted by ejml"));
  }

  @Test
  void backend_isFoundByTheContextClassLoader() throws Exception {
    String jars =
        EJML.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));

    assertThat(jvm(Deployed.API).run("loaders.Main", jars, "main"))
        .isEqualTo(Outcome.success("class path", EJML.available(), "fitted by ejml"));
  }
}
