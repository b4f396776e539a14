package dev.gmm4j.bench.scale;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of {@code docs/scale.md}: what a row and a merge of statistics cost here, what an iteration would take on
 * many machines, and a simulation of its merging.
 *
 * <pre>{@code gmm-bench/run scale [GIGABITS [STAGE_MILLISECONDS]]}</pre>
 */
public final class ScaleTrial {
  /** {@code d, K}. */
  private static final int[][] SIZES = {{8, 8}, {16, 16}, {32, 16}, {64, 64}, {128, 64}};

  private static final int[] EXECUTORS = {10, 100, 1000};
  private static final double[] ROWS = {1e9, 1e10, 1e11, 1e12};
  private static final int CORES = 16;

  /** As many multiplications as a slow machine does in some seconds. */
  private static final long WORK = 200_000_000;

  private static final int ITERATIONS = 8;
  private static final int REPEATS = 3;

  /** The limit: what takes longer is not simulated. */
  private static final double MOST_SECONDS = 10;

  private final double bytesPerSecond;
  private final double stageSeconds;

  private ScaleTrial(double gigabits, double stageMilliseconds) {
    bytesPerSecond = gigabits * 1e9 / 8;
    stageSeconds = stageMilliseconds * 1e-3;
  }

  /** Prints all tables. */
  public static void main(String[] arguments) {
    double gigabits = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
    double stage = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 100;
    ScaleTrial trial = new ScaleTrial(gigabits, stage);
    System.out.printf(
        Locale.ROOT,
        "links of %s Gbit/s, stages of %s ms, %d cores an executor, full covariances%n",
        gigabits,
        stage,
        CORES);
    List<MergeCost> merges = trial.costs();
    trial.predictions(merges);
    trial.simulations(merges);
  }

  private final List<Double> rowSeconds = new ArrayList<>();

  private List<MergeCost> costs() {
    LinearAlgebraBackend backend = Backends.standard().automatic();
    System.out.printf(
        Locale.ROOT,
        "%n   d    K  ns a row, 1 thread, %s  bytes of statistics  us a merge  merge in rows%n",
        backend.id());
    List<MergeCost> merges = new ArrayList<>();
    for (int[] size : SIZES) {
      double row = rowSeconds(size[0], size[1], backend);
      MergeCost merge = MergeCost.measure(size[1], size[0]);
      rowSeconds.add(row);
      merges.add(merge);
      System.out.printf(
          Locale.ROOT,
          "%4d %4d  %26.1f  %19d  %10.2f  %13.0f%n",
          size[0],
          size[1],
          row * 1e9,
          merge.bytes(),
          merge.mergeSeconds() * 1e6,
          merge.mergeSeconds() / row);
    }
    return merges;
  }

  /** Returns the seconds of a row in an iteration on one core. */
  private static double rowSeconds(int dimension, int components, LinearAlgebraBackend backend) {
    long work = (long) components * (dimension * dimension + 16);
    int rows = (int) Math.max(8192, Math.min(1 << 18, WORK / work));
    Blobs blobs = Blobs.of(new Shape(rows, dimension, components), Overlap.OVERLAPPING, 1);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(Initialization.parameters(blobs.start(backend)))
        .backend(backend)
        .threads(1)
        .maxIterations(ITERATIONS)
        .tolerance(0)
        .build();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPEATS; i++) {
      double began = MergeCost.processorSeconds();
      estimator.fit(blobs.samples());
      // The likelihood of the last parameters takes a pass, too; what else a fit does is little
      // beside it.
      best = Math.min(best, (MergeCost.processorSeconds() - began) / ((ITERATIONS + 1.0) * rows));
    }
    return best;
  }

  private Cluster cluster(int executors) {
    return new Cluster(executors, CORES, bytesPerSecond, stageSeconds);
  }

  private void predictions(List<MergeCost> merges) {
    for (int i = 0; i < merges.size(); i++) {
      MergeCost merge = merges.get(i);
      System.out.printf(
          Locale.ROOT,
          "%nd = %d, K = %d: seconds an iteration by executors%n executors  merge flat  merge tree"
              + "  traffic MB",
          merge.dimension(),
          merge.components());
      for (double rows : ROWS) {
        System.out.printf(Locale.ROOT, "  %8.0e rows", rows);
      }
      System.out.println();
      for (int executors : EXECUTORS) {
        Cluster cluster = cluster(executors);
        double flat = cluster.flatSeconds(merge);
        double tree = cluster.treeSeconds(merge);
        System.out.printf(
            Locale.ROOT,
            "%10d  %10.3f  %10.3f  %10.1f",
            executors,
            flat,
            tree,
            cluster.trafficBytes(merge, tree < flat) * 1e-6);
        for (double rows : ROWS) {
          System.out.printf(
              Locale.ROOT,
              "  %13.2f",
              cluster.computeSeconds(rows, rowSeconds.get(i)) + Math.min(flat, tree));
        }
        System.out.println();
      }
    }
  }

  private void simulations(List<MergeCost> merges) {
    System.out.printf(
        Locale.ROOT,
        "%nmerging after tasks of about a second, seconds: simulated against the formula%n"
            + "   d    K  tasks  flat: simulated  formula  tree: simulated  formula  differ by%n");
    for (MergeCost merge : merges) {
      for (int executors : EXECUTORS) {
        Cluster cluster = cluster(executors);
        if (cluster.tasks() * merge.mergeSeconds() > MOST_SECONDS) {
          continue;
        }
        MergeSimulation simulation =
            new MergeSimulation(cluster, merge.components(), merge.dimension(), 1, executors);
        MergeSimulation.Outcome flat = simulation.flat();
        MergeSimulation.Outcome tree = simulation.tree();
        System.out.printf(
            Locale.ROOT,
            "%4d %4d  %5d  %15.3f  %7.3f  %15.3f  %7.3f  %9.0e%n",
            merge.dimension(),
            merge.components(),
            cluster.tasks(),
            flat.seconds(),
            cluster.flatSeconds(merge),
            tree.seconds(),
            cluster.treeSeconds(merge),
            Math.abs(flat.statistics().logLikelihood() / tree.statistics().logLikelihood() - 1));
      }
    }
  }
}
