package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.spi.BackendOptions;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The provider where jars are missing, in class loaders that see some of the tests' class path. */
class Nd4jBackendProviderTest {

  /** Loads from a class path itself, but for the API, and remembers what it loaded. */
  private static final class RecordingLoader extends URLClassLoader {
    private final List<String> loaded = Collections.synchronizedList(new ArrayList<>());

    RecordingLoader(Predicate<String> jars) {
      super(urls(jars), new ApiOnly());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      loaded.add(name);
      return found;
    }

    private static URL[] urls(Predicate<String> jars) {
      return Stream.of(
              System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
          .filter(entry -> jars.test(Path.of(entry).getFileName().toString()))
          .map(RecordingLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(entry, e);
      }
    }
  }

  /** The JDK, and gmm-api as the tests see it. */
  private static final class ApiOnly extends ClassLoader {
    ApiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dev.gmm4j.") && !name.startsWith("dev.gmm4j.backend.")) {
        return Backends.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  private static BackendReport report(Backends backends) {
    assertThat(backends.reports()).hasSize(1);
    BackendReport report = backends.reports().get(0);
    assertThat(report.id()).isEqualTo("nd4j");
    return report;
  }

  @Test
  void discovery_loadsNothingOfNd4j() throws Exception {
    try (RecordingLoader loader = new RecordingLoader(jar -> true)) {
      BackendReport report = report(Backends.of(loader));

      assertThat(report.availability().available()).isTrue();
      assertThat(report.availability().detail())
          .matches(
              "ND4J 1\\.0\\.0-M2\\.1 with OpenBLAS 0\\.3\\.31-.*, native; loaded and tested when first used");
      assertThat(loader.loaded).isNotEmpty().allMatch(name -> name.startsWith("dev.gmm4j."));
    }
  }

  @Test
  void availability_tellsThatTheLibraryWasTested_afterwards() {
    Nd4jBackendProvider provider = new Nd4jBackendProvider();
    provider.create(BackendOptions.defaults());
    assertThat(provider.availability().available()).isTrue();
    assertThat(provider.availability().detail()).endsWith(", native; loaded and tested");
  }

  @Test
  void missingNd4j_isUnavailable() throws Exception {
    try (RecordingLoader loader = new RecordingLoader(jar -> !jar.startsWith("nd4j"))) {
      BackendReport report = report(Backends.of(loader));

      assertThat(report.availability().available()).isFalse();
      assertThat(report.availability().detail()).isEqualTo("ND4J is not on the class path");
      assertThat(report.availability().remedy()).contains("org.nd4j:nd4j-native");
    }
  }

  @Test
  void missingOpenBlas_isUnavailable() throws Exception {
    try (RecordingLoader loader = new RecordingLoader(jar -> !jar.startsWith("openblas"))) {
      assertThat(report(Backends.of(loader)).availability().detail())
          .isEqualTo("OpenBLAS is not on the class path");
    }
  }

  @Test
  void missingNativeLibraries_areTheReason_whenTheBackendIsCreated() throws Exception {
    Predicate<String> withoutNatives = jar -> !jar.matches(".*-(linux|macosx|windows)-.*\\.jar");
    try (RecordingLoader loader = new RecordingLoader(withoutNatives)) {
      Backends backends = Backends.of(loader);
      assertThat(report(backends).availability().available()).isTrue();

      assertThatThrownBy(() -> backends.get("nd4j"))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessageStartingWith(
              "backend 'nd4j' could not be created: ND4J's native library is not usable: ")
          .hasMessageContaining("jar of native libraries for this platform");

      assertThat(report(backends).availability().available()).isFalse();
    }
  }

  @Test
  void missingDependency_isTheReason_whenTheBackendIsCreated() throws Exception {
    try (RecordingLoader loader = new RecordingLoader(jar -> !jar.startsWith("slf4j"))) {
      Backends backends = Backends.of(loader);

      assertThatThrownBy(() -> backends.get("nd4j"))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessageContaining("org.slf4j");
    }
  }
}
