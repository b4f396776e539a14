package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/**
 * Offers the backend {@code nd4j}.
 *
 * <p>Loading ND4J takes about a second, and seconds the first time, when its libraries are unpacked. So the priority is
 * below the pure Java backends', and {@link #availability} looks for jars only: whether the native library loads and
 * computes correctly is found out by {@link #create}.
 */
public final class Nd4jBackendProvider implements LinearAlgebraBackendProvider {
  private volatile boolean tested;

  /** Registers the provider; called by the service loader. */
  public Nd4jBackendProvider() {}

  @Override
  public String id() {
    return "nd4j";
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Availability availability() {
    return Nd4jJars.find(
        Nd4jBackendProvider.class.getClassLoader(),
        tested ? "loaded and tested" : "loaded and tested when first used");
  }

  /**
   * Loads ND4J, sets the number of OpenBLAS's threads in this process, and tests the library.
   *
   * @throws IllegalStateException with the reason if the library is missing, does not load or computes wrong results
   */
  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    try {
      LinearAlgebraBackend backend = Nd4jLoader.load(options);
      tested = true;
      return backend;
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(Nd4jJars.describe(e), e);
    }
  }
}
