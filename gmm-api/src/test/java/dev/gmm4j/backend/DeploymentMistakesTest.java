package dev.gmm4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.testing.ProviderFolder;
import dev.gmm4j.testing.ProviderFolder.Source;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is said of backends that were to be used, but are not: in messages and, once, in the log. */
@Isolated("observes the log")
class DeploymentMistakesTest {
  private static final String LOST =
      "file META-INF/services/dev.gmm4j.spi.LinearAlgebraBackendProvider"
          + " names %s; such files are lost where jars are shaded into one without merging them: use the"
          + " ServicesResourceTransformer of Maven's shade plugin, or mergeServiceFiles() of Gradle's Shadow plugin";

  private static final String ADD_THE_JAR =
      " (add the jar that has this class to the class path or module path)";

  private static final Logger LOGGER = Logger.getLogger("dev.gmm4j");

  @TempDir
  static Path folder;

  private final List<String> lines = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();

  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord message) {
      lines.add(message.getLevel().getName() + ": " + message.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() throws Exception {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  /** A class loader of some compiled providers, of which it registers those of some names. */
  private Backends backends(ProviderFolder providers, String... registered) {
    URLClassLoader loader = providers.loader(registered);
    loaders.add(loader);
    return Backends.of(loader);
  }

  private static ProviderFolder compiled(String name, Source... sources) {
    ProviderFolder providers = new ProviderFolder(folder.resolve(name));
    providers.compile(sources);
    return providers;
  }

  private static ProviderFolder providers;

  @BeforeAll
  static void compile() {
    providers = compiled(
        "providers",
        new Source("acme.Good").priority(5),
        new Source("acme.Slow").priority(1).availability(unavailable("no patience", "")),
        new Source("acme.WithoutOption")
            .priority(10)
            .availability(unavailable("no option", "pass it")),
        new Source("acme.WithoutLibrary")
            .priority(9)
            .availability(
                "try { return new Gone() == null ? null : null; } catch (LinkageError e) {"
                    + " return Availability.broken(\"Acme\", e, \"add acme:acme\"); }"),
        new Source("acme.Naive").priority(8).create("new Gone(); return null;"));
  }

  private static String unavailable(String reason, String remedy) {
    return "return Availability.unavailable(\"" + reason + "\", \"" + remedy + "\");";
  }

  @Test
  void backendsThatWouldHaveComeFirst_areToldOnce() {
    Backends backends = backends(
        providers,
        "acme.WithoutOption",
        "acme.WithoutLibrary",
        "acme.Naive",
        "acme.Good",
        "acme.Slow",
        "acme.Missing");
    assertThat(lines).as("before one is chosen").isEmpty();

    assertThat(backends.automatic(null, null).id()).isEqualTo("good");
    assertThat(lines)
        .containsExactly(
            "INFO: backend withoutoption is not available: no option (pass it); good is used",
            "WARNING: backend withoutlibrary is not available: Acme is not usable: the class acme.Gone"
                + " is missing (add acme:acme); good is used",
            "WARNING: backend naive is not available: the class acme.Gone is missing" + ADD_THE_JAR
                + "; good is used",
            "WARNING: backend (broken provider) is not available:"
                + " dev.gmm4j.spi.LinearAlgebraBackendProvider: Provider acme.Missing not found"
                + " (repair or remove the jar that registers the provider); good is used");

    lines.clear();
    backends.automatic(null, null);
    backends(providers, "acme.WithoutOption", "acme.Good").automatic(null, null);
    assertThat(lines).as("the second time").isEmpty();
  }

  @Test
  void namedBackend_isUsedWithoutAWord() {
    Backends backends = backends(providers, "acme.WithoutOption", "acme.Good");

    assertThat(backends.get("good").id()).isEqualTo("good");
    assertThat(backends.automatic("good", null).id()).isEqualTo("good");
    assertThat(lines).isEmpty();
  }

  @Test
  void namedBackendThatLacksAClass_isRefusedInASentence() {
    Backends backends = backends(providers, "acme.WithoutLibrary", "acme.Naive");

    refuse(
        backends,
        "naive",
        "backend 'naive' could not be created: the class acme.Gone is missing" + ADD_THE_JAR);
    refuse(
        backends,
        "withoutlibrary",
        "backend 'withoutlibrary' is not available: Acme is not usable: the class acme.Gone is missing"
            + " (add acme:acme); backends are:\n  naive: unavailable, the class acme.Gone is missing"
            + ADD_THE_JAR);
  }

  @Test
  void servicesThatAreLost_areRecognized() {
    ProviderFolder shaded = compiled(
        "shaded",
        new Source("acme.First").priority(5),
        new Source("dev.gmm4j.backend.ejml.EjmlBackendProvider")
            .members("static { if (true) throw new IllegalStateException(\"initialized\"); }"),
        new Source("dev.gmm4j.backend.vector.VectorBackendProvider"));
    String explanation =
        "the classes of the backends ejml, vector are there, but no " + LOST.formatted("them");

    Backends none = backends(shaded);
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> none.automatic(null, null))
        .withMessage("no backend was found: " + explanation);
    refuse(none, "vector", "backend 'vector' is not registered: " + explanation);
    assertThat(lines).isEmpty();

    Backends first = backends(shaded, "acme.First");
    refuse(
        first,
        "ejml",
        "backend 'ejml' is not registered: " + explanation
            + "; backends are:\n  first: available, works");
    assertThat(first.automatic(null, null).id()).isEqualTo("first");
    first.automatic(null, null);
    assertThat(lines).containsExactly("WARNING: " + explanation);
  }

  @Test
  void brokenProviderOfOurs_isNotTakenForALostOne() {
    ProviderFolder broken = compiled(
        "broken",
        new Source("dev.gmm4j.backend.ejml.EjmlBackendProvider")
            .members("static { if (true) throw new IllegalStateException(\"no luck\"); }"));

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() ->
            backends(broken, "dev.gmm4j.backend.ejml.EjmlBackendProvider").automatic(null, null))
        .withMessageStartingWith("no backend is available; backends are:\n  (broken provider): ")
        .withMessageContaining("no luck");
  }

  private static void refuse(Backends backends, String id, String message) {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> backends.get(id))
        .withMessage(message);
  }
}
