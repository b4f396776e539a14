package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits on executors in JVMs of their own: the bits are those of one process, whatever happens to the executors. */
class ClusterIT {
  private static final double[][] ROWS = TestData.blobs(20_000, 6, 4, 2);
  private static final int PARTITIONS = 6;
  private static GaussianMixtureFit expected;

  @TempDir
  Path folder;

  @BeforeAll
  static void fitInThisProcess() throws Exception {
    // What executors are started from: their class path is that of the tests.
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    try (SparkSession spark = TestData.local(2)) {
      expected = fit(spark, progress -> {});
    }
  }

  private static SparkSession session(String master) {
    return TestData.local(master)
        .config("spark.executor.memory", "512m")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        // Nothing begins before both executors are there.
        .config("spark.cores.max", "2")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        .getOrCreate();
  }

  private static GaussianMixtureFit fit(SparkSession spark, FitListener listener) {
    return GaussianMixtureEstimator.builder()
        .components(4)
        .seed(3)
        .maxIterations(12)
        .tolerance(0)
        .listener(listener)
        .build()
        .fit(SparkSamples.ofArrays(TestData.rdd(spark, ROWS, PARTITIONS)));
  }

  @Test
  void localCluster_givesTheSameBits_alsoWithKryo() throws Exception {
    try (SparkSession spark = TestData.local("local-cluster[2,1,1024]")
        .config("spark.executor.memory", "512m")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .getOrCreate()) {
      GaussianMixtureFit fit = fit(spark, progress -> {});

      SparkSamplesTest.assertSameBits(expected, fit);
      long predicted = GaussianMixtureClustererModel.of(fit.model())
          .transform(TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), PARTITIONS))
          .filter((Row row) -> row.<Integer>getAs("prediction") >= 0)
          .count();
      assertThat(predicted).isEqualTo(ROWS.length);
    }
  }

  @Test
  @Tag("same-on-every-jdk")
  void standaloneCluster_givesTheSameBits_whenAWorkerIsLostOnTheWay() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      cluster.startWorker("first");
      cluster.startWorker("second");
      try (SparkSession spark = session(cluster.url())) {
        Watch watch = new Watch();
        spark.sparkContext().addSparkListener(watch);
        AtomicBoolean killed = new AtomicBoolean();

        GaussianMixtureFit fit = fit(spark, progress -> {
          if (progress.iteration() == 3) {
            killed.set(watch.workers.size() == 2);
            cluster.killWorker(1);
          }
        });

        SparkSamplesTest.assertSameBits(expected, fit);
        assertThat(killed).isTrue();
        assertThat(watch.removed).isNotEmpty();
      }
    }
  }

  /** Which executors have worked, and which were lost. */
  private static final class Watch extends SparkListener {
    private final Set<String> workers = ConcurrentHashMap.newKeySet();
    private final Queue<String> removed = new ConcurrentLinkedQueue<>();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      workers.add(end.taskInfo().executorId());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
      removed.add(event.executorId());
    }
  }
}
