package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What backends hold, and let go. */
final class ResourceRules {
  private static final int FEATURES = 16;
  private static final int KERNELS = 250;
  private static final long ALLOWED_BYTES = 4L << 20;
  private static final int STRETCHES = 4;
  private static final int BACKENDS = 20;
  private static final long PAGE_BYTES = 4096;

  static final List<Rule> RULES = List.of(
      new Rule(
          "RES-01",
          "closing a backend, a kernel or a block leaves others of the same provider working",
          "exact",
          "libraries, pools and scratch memory shared through static fields and released with the first user",
          ResourceRules::independence),
      new Rule(
          "RES-02",
          "kernels and blocks that are opened, used and closed leave nothing behind, on the heap or off it",
          "4 MiB for 250 kernels and 1000 blocks of 4 KiB or more, in the best of four stretches: compiled code and statistics"
              + " of the JVM itself grow by less",
          "close of kernels and blocks, static collections, and native memory that waits for the garbage collector",
          ResourceRules::memory),
      new Rule(
          "RES-03",
          "a backend of one thread a call leaves no thread behind when it is closed",
          "exact",
          "executors that are not shut down; a native library's threads cannot be seen here",
          ResourceRules::threads));

  private ResourceRules() {}

  private static void independence(TckContext tck) {
    List<Operation> operations = Operation.all(tck.random(), 9);
    List<List<double[]>> before =
        operations.stream().map(operation -> operation.run(tck.backend())).toList();
    MixtureCase mixture =
        MixtureCase.of(tck.random(), CovarianceType.FULL, 3, 2).build();
    double[] expected = Kernels.logDensities(tck.backend(), mixture.parameters(), mixture.rows());
    try (MixtureKernel survivor = MixtureKernels.of(tck.backend(), 3, 2)) {
      survivor.use(mixture.parameters());
      int count = Math.min(survivor.blockRows(), mixture.rows().rows());
      try (SampleBlock block = survivor.load(Kernels.part(mixture.rows(), 0, count))) {
        useAndClose(tck, mixture);
        Kernels.logDensities(tck.backend(), mixture.parameters(), mixture.rows());
        tck.at("after another backend, kernel and block were closed");
        double[] logDensities = new double[count];
        survivor.logDensities(block, logDensities);
        tck.equal("log-density", logDensities, Arrays.copyOf(expected, count));
      }
    }
    for (int i = 0; i < operations.size(); i++) {
      tck.at("%s after another backend was closed", operations.get(i).name());
      tck.equal(
          "output", operations.get(i).run(tck.backend()).get(0), before.get(i).get(0));
    }
  }

  /** A leak grows in each of several stretches; what grows in some of them only is a cache, or memory touched at last. */
  private static void memory(TckContext tck) throws IOException {
    MixtureCase mixture =
        MixtureCase.of(tck.random(), CovarianceType.FULL, FEATURES, 2).rows(32).build();
    use(tck, mixture, KERNELS);
    double[] smallest = {1e300, 1e300, 1e300};
    double[] before = bytes();
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      use(tck, mixture, KERNELS);
      double[] after = bytes();
      for (int i = 0; i < smallest.length; i++) {
        smallest[i] = Math.min(smallest[i], after[i] - before[i]);
      }
      before = after;
    }
    tck.error("bytes on the heap", Math.max(0, smallest[0]), ALLOWED_BYTES);
    tck.error("bytes in direct buffers", Math.max(0, smallest[1]), ALLOWED_BYTES);
    tck.error("bytes of native memory", Math.max(0, smallest[2]), ALLOWED_BYTES);
  }

  private static double[] bytes() throws IOException {
    return new double[] {heapBytes(), directBytes(), residentBytes()};
  }

  private static void use(TckContext tck, MixtureCase mixture, int kernels) {
    double[] logDensities = new double[32];
    for (int i = 0; i < kernels; i++) {
      try (MixtureKernel kernel = MixtureKernels.of(tck.backend(), FEATURES, 2)) {
        kernel.use(mixture.parameters());
        int count = Math.min(32, kernel.blockRows());
        for (int b = 0; b < 4; b++) {
          try (SampleBlock block = kernel.load(Kernels.part(mixture.rows(), 0, count))) {
            kernel.logDensities(block, logDensities);
          }
        }
      }
    }
  }

  private static double heapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToDouble(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Returns the memory of the process beyond the committed heap where the system tells it (Linux), else 0. */
  private static double residentBytes() throws IOException {
    Path statistics = Path.of("/proc/self/statm");
    if (!Files.isReadable(statistics)) {
      return 0;
    }
    String[] pages = Files.readString(statistics).split(" ", -1);
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    return Double.parseDouble(pages[1]) * PAGE_BYTES - heap;
  }

  /** Looks at threads of a group only, which are those that the backends start: others may start threads meanwhile. */
  private static void threads(TckContext tck) throws Exception {
    MixtureCase mixture =
        MixtureCase.of(tck.random(), CovarianceType.FULL, 3, 2).build();
    ThreadGroup group = new ThreadGroup("gmm-tck");
    // Threads that serve the whole process may start with the first use.
    inGroup(group, () -> useAndClose(tck, mixture));
    int before = threads(group);
    inGroup(group, () -> {
      for (int i = 0; i < BACKENDS; i++) {
        useAndClose(tck, mixture);
      }
    });
    int after = threads(group);
    // A thread that was told to end does so when it is scheduled.
    for (int wait = 0; wait < 100 && after >= before + BACKENDS / 2; wait++) {
      Thread.sleep(50);
      after = threads(group);
    }
    tck.that(
        after < before + BACKENDS / 2,
        after - before + " more threads after " + BACKENDS + " backends");
  }

  /** Runs on a thread of a group: what it starts belongs to the group too, unless it says otherwise. */
  private static void inGroup(ThreadGroup group, Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    Thread thread = new Thread(group, task, "gmm-tck");
    thread.start();
    thread.join();
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }

  private static int threads(ThreadGroup group) {
    // The group's own count is an estimate.
    return group.enumerate(new Thread[2 * group.activeCount() + BACKENDS]);
  }

  private static void useAndClose(TckContext tck, MixtureCase mixture) {
    try (LinearAlgebraBackend backend = tck.provider().create(BackendOptions.defaults())) {
      Kernels.logDensities(backend, mixture.parameters(), mixture.rows());
      Operation.all(tck.random(), 5).forEach(operation -> operation.run(backend));
    }
  }
}
