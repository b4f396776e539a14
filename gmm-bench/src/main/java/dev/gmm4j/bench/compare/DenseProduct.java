package dev.gmm4j.bench.compare;

import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The process in which a backend multiplies matrices on all threads, as fast as it can. */
final class DenseProduct {
  private static final int ORDER = 512;
  private static final int ROUNDS = 7;
  private static final double ROUND_SECONDS = 0.15;

  private DenseProduct() {}

  /**
   * Measures the product of square matrices.
   *
   * @param arguments the backend's id, the number of threads, and the file to write the rate to
   */
  public static void main(String[] arguments) throws Exception {
    LinearAlgebraBackend backend = RequestedBackend.get(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double rate = 0;
      for (Future<Double> future : executor.invokeAll(bodies(backend, threads))) {
        rate += future.get();
      }
      best = Math.max(best, rate);
    }
    executor.shutdown();
    Json.write(Path.of(arguments[2]), new ProductRate(backend.id(), best));
  }

  private static List<Callable<Double>> bodies(LinearAlgebraBackend backend, int threads) {
    List<Callable<Double>> bodies = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      bodies.add(() -> gigaflops(backend));
    }
    return bodies;
  }

  private static double gigaflops(LinearAlgebraBackend backend) {
    double[] a = new Random(1).doubles((long) ORDER * ORDER, -1, 1).toArray();
    double[] c = new double[a.length];
    long began = System.nanoTime();
    double seconds = 0;
    int products = 0;
    while (seconds < ROUND_SECONDS) {
      backend.multiply(Transpose.NO, Transpose.NO, ORDER, ORDER, ORDER, a, a, c);
      products++;
      seconds = (System.nanoTime() - began) * 1e-9;
    }
    return 2.0 * ORDER * ORDER * ORDER * products / seconds * 1e-9;
  }
}
