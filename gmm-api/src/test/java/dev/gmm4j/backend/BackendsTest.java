package dev.gmm4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.ProviderFolder;
import dev.gmm4j.testing.ProviderFolder.Source;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The choice among backends. */
@Isolated("sets the system property that names the backend")
class BackendsTest {
  private static final String NO_BACKEND =
      "no backend was found: add the artifact dev.gmm4j:gmm-backend-ejml (or another gmm-backend-*)"
          + " to the class path or module path; in a shaded jar, merge the META-INF/services files";

  private static final String IF_THE_NAME_IS_RIGHT =
      "\nif the name is right, add the backend's artifact to the class path or module path; in a"
          + " shaded jar, merge the META-INF/services files";

  @TempDir
  static Path folder;

  private static ProviderFolder providers;
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @BeforeAll
  static void compile() {
    providers = new ProviderFolder(folder);
    providers.compile(
        new Source("acme.Good").priority(5),
        new Source("acme.Better").priority(10),
        new Source("acme.Alike").priority(5),
        new Source("acme.FailingCreate")
            .priority(50)
            .create("throw new IllegalStateException(\"no device\");"),
        new Source("acme.Unlinked")
            .priority(40)
            .create("throw new UnsatisfiedLinkError(\"no blas in path\");"),
        new Source("acme.Unavailable")
            .priority(99)
            .availability("return Availability.unavailable(\"no library\", \"install it\");"),
        new Source("acme.Silent")
            .availability("return Availability.unavailable(\"no licence\", \"\");"),
        new Source("acme.FakeEjml").id("return \"ejml\";").priority(1000),
        new Source("acme.TwinA").id("return \"twin\";"),
        new Source("acme.TwinB").id("return \"twin\";"));
  }

  private Backends backends(String... lines) {
    URLClassLoader loader = providers.loader(lines);
    loaders.add(loader);
    return Backends.of(loader);
  }

  @AfterEach
  void close() throws Exception {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  @Test
  void highestPriority_isChosen() {
    assertThat(backends("acme.Good", "acme.Better").automatic(null, null).id()).isEqualTo("better");
    assertThat(backends("acme.Good", "acme.Better").automatic("", "").id()).isEqualTo("better");
    assertThat(backends("acme.Good", "acme.Alike").automatic(null, null).id()).isEqualTo("alike");
    assertThat(backends("acme.Unavailable", "acme.Good").automatic(null, null).id())
        .isEqualTo("good");
  }

  @Test
  void property_goesBeforeEnvironmentBeforePriority() {
    Backends backends = backends("acme.Good", "acme.Better", "acme.Alike");

    assertThat(backends.automatic("good", "alike").id()).isEqualTo("good");
    assertThat(backends.automatic(null, "alike").id()).isEqualTo("alike");
    assertThat(backends.automatic("", "alike").id()).isEqualTo("alike");
  }

  @Test
  void systemProperty_isRead() {
    Backends backends = backends("acme.Good", "acme.Better");
    System.setProperty(Backends.PROPERTY, "good");
    try {
      assertThat(backends.automatic().id()).isEqualTo("good");
    } finally {
      System.clearProperty(Backends.PROPERTY);
    }
    assertThat(Backends.PROPERTY).isEqualTo("gmm4j.backend");
    assertThat(Backends.ENVIRONMENT).isEqualTo("GMM4J_BACKEND");
  }

  @Test
  void explicitChoice_neverFallsBack() {
    Backends backends = backends("acme.Unavailable", "acme.Good");
    String list = ": no library (install it); backends are:\n  good: available, works";

    refuse(() -> backends.get("unavailable"), "backend 'unavailable' is not available" + list);
    refuse(
        () -> backends.automatic("unavailable", "good"),
        "backend 'unavailable', named by the system property gmm4j.backend, is not available"
            + list);
    refuse(
        () -> backends.automatic(null, "unavailable"),
        "backend 'unavailable', named by the environment variable GMM4J_BACKEND, is not available"
            + list);
  }

  @Test
  void unknownName_isRefusedWithThoseThatExist() {
    Backends backends = backends("acme.Silent", "acme.Good");

    refuse(
        () -> backends.get("goood"),
        "backend 'goood' does not exist; backends are:\n  good: available, works"
            + "\n  silent: unavailable, no licence" + IF_THE_NAME_IS_RIGHT);
    refuse(
        () -> backends.automatic("goood", null),
        "backend 'goood', named by the system property gmm4j.backend, does not exist; backends are:"
            + "\n  good: available, works\n  silent: unavailable, no licence"
            + IF_THE_NAME_IS_RIGHT);
    assertThat(backends.get("good").id()).isEqualTo("good");
  }

  @Test
  void noProvider_isExplained() {
    refuse(() -> backends().automatic(null, null), NO_BACKEND);
    refuse(() -> backends().get("ejml"), "backend 'ejml' does not exist: " + NO_BACKEND);
    assertThat(backends().reports()).isEmpty();
  }

  @Test
  void noAvailableProvider_isExplained() {
    refuse(
        () -> backends("acme.Unavailable").automatic(null, null),
        "no backend is available; backends are:\n  unavailable: unavailable, no library (install it)");
  }

  @Test
  void automaticChoice_skipsWhatCannotBeCreatedAndRecordsWhy() {
    Backends backends = backends("acme.FailingCreate", "acme.Unlinked", "acme.Good");

    assertThat(backends.automatic(null, null).id()).isEqualTo("good");
    assertThat(backends.reports())
        .extracting(BackendReport::availability)
        .containsExactly(
            Availability.broken("no device", ""),
            Availability.broken("java.lang.UnsatisfiedLinkError: no blas in path", ""),
            Availability.available("works"));
  }

  @Test
  void explicitChoiceThatCannotBeCreated_isRefusedWithTheCause() {
    Backends backends = backends("acme.FailingCreate", "acme.Good");

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> backends.get("failingcreate"))
        .withMessageStartingWith("backend 'failingcreate' could not be created: no device")
        .withCauseInstanceOf(IllegalStateException.class);
    // The second time it is known.
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> backends.get("failingcreate"))
        .withMessage("backend 'failingcreate' is not available: no device; backends are:"
            + "\n  good: available, works");
  }

  @Test
  void reservedAndDoubleIds_cannotBeChosen() {
    Backends backends = backends("acme.FakeEjml", "acme.TwinA", "acme.TwinB", "acme.Good");

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> backends.get("ejml"))
        .withMessageStartingWith(
            "backend 'ejml' is not available: the id ejml is reserved for gmm4j's own backend");
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> backends.get("twin"))
        .withMessageContaining("claimed by more than one provider");
    assertThat(backends.automatic(null, null).id()).isEqualTo("good");
  }

  @Test
  void backends_areCreatedOnceAndShared() {
    Backends backends = backends("acme.Good", "acme.Better");
    LinearAlgebraBackend better = backends.automatic(null, null);

    assertThat(backends.get("better")).isSameAs(better);
    assertThat(backends.automatic("better", null)).isSameAs(better);
  }

  @Test
  void standardBackends_areLookedUpOnce() {
    assertThat(Backends.standard()).isSameAs(Backends.standard());
    assertThat(Backends.standard().automatic(null, null)).isInstanceOf(NaiveBackend.class);
    assertThat(Backends.standard().reports())
        .extracting(BackendReport::id)
        .containsExactly("naive");
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(call)
        .withMessage(message);
  }
}
