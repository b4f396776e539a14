package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that is undeployed leaves nothing of the library behind, whatever it has done with it. */
class ClassLoaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir
  private Path folder;

  /** What an application does, in a class loader of its own. */
  enum Operation {
    FIT {
      @Override
      void run(Path folder) {
        fit();
      }
    },
    WRITE_AND_READ_MODEL {
      @Override
      void run(Path folder) {
        Path file = folder.resolve("model.json");
        ModelFile.of(fit().model()).write(file);
        ModelFile.read(file);
      }
    },
    WRITE_CHECKPOINTS {
      @Override
      void run(Path folder) {
        Path file = folder.resolve("fit.ckpt");
        GaussianMixtureEstimator.builder()
            .components(2)
            .listener(CheckpointWriter.everyIterations(1, file))
            .build()
            .fit(samples());
        CheckpointFile.read(file);
        CheckpointFile.delete(file);
      }
    },
    READ_DATA {
      @Override
      void run(Path folder) throws Exception {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "a,b\n" + "1.5,2\n3,4\n".repeat(1000));
        try (Dataset data = DataFiles.open(file, ReadOptions.defaults())) {
          assertThat(data.samples().count()).isEqualTo(2000);
        }
      }
    };

    abstract void run(Path folder) throws Exception;

    static GaussianMixtureFit fit() {
      return GaussianMixtureEstimator.builder().components(2).threads(2).build().fit(samples());
    }

    static Samples samples() {
      return Samples.of(Blobs.random(100, 2, 2, 5, 1).rows());
    }

    /** Runs the operation of a name; called in another class loader than the test's, where the operation is another one too. */
    @SuppressWarnings("unused") // by reflection
    static void run(String name, Path folder) throws Exception {
      valueOf(name).run(folder);
    }
  }

  @ParameterizedTest
  @EnumSource
  void classLoader_isFreeAfterwards(Operation operation) throws Exception {
    WeakReference<ClassLoader> loader = runAlone(operation);
    // JDK 17 itself holds on to the last class that the equals method of a record was linked for:
    // here it is another's.
    runAlone(operation);

    long end = System.nanoTime() + PATIENCE.toNanos();
    while (loader.get() != null && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }

  private WeakReference<ClassLoader> runAlone(Operation operation) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> copy = loader.loadClass(Operation.class.getName());
      assertThat(copy).isNotSameAs(Operation.class);
      Method run = copy.getDeclaredMethod("run", String.class, Path.class);
      run.setAccessible(true);
      run.invoke(null, operation.name(), folder);
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** All that these tests run with, wherever the JVM was told to find it. */
  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String property :
        new String[] {"surefire.test.class.path", "java.class.path", "jdk.module.path"}) {
      for (String entry : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        if (!entry.isEmpty()) {
          urls.add(Path.of(entry).toUri().toURL());
        }
      }
    }
    for (Class<?> type : new Class<?>[] {ClassLoaderTest.class, ModelFile.class}) {
      urls.add(type.getProtectionDomain().getCodeSource().getLocation());
    }
    return urls.toArray(URL[]::new);
  }
}
