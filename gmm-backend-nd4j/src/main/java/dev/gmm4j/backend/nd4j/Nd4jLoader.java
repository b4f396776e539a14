package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Loads the native libraries and hands the backend out if it passes a test. */
final class Nd4jLoader {
  private Nd4jLoader() {}

  /**
   * Returns the backend.
   *
   * @throws RuntimeException or a {@link LinkageError} if the libraries do not load or compute wrong results
   */
  static LinearAlgebraBackend load(BackendOptions options) {
    QuietLogging.during(Nd4jLoader::start);
    // After ND4J, which sets it to the number of cores.
    OpenBlas.setThreads(options.threadsPerCall());
    LinearAlgebraBackend backend = new Nd4jBackend();
    NumericProbe.run(backend);
    return backend;
  }

  private static void start() {
    try (INDArray array = Nd4j.createUninitialized(DataType.DOUBLE, 1)) {
      if (!OpenBlas.sees(array)) {
        throw new IllegalStateException(
            "ND4J runs on " + Nd4j.getBackend().getClass().getSimpleName()
                + ", whose arrays are not in the memory of this machine's processors");
      }
    }
  }
}
