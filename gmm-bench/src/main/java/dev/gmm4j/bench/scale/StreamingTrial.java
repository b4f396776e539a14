package dev.gmm4j.bench.scale;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.streaming.StepSize;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.streaming.StreamingFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how soon stepwise EM and EM come near the log-likelihood at which EM converges, each with its
 * initialization, in processor time of one thread: {@code gmm-bench/run streaming [ROWSxDxK]}.
 */
public final class StreamingTrial {
  /** Nats a row. */
  private static final double NEAR = 1e-3;

  private static final double CONVERGED = 1e-8;
  private static final int WARM_UPS = 3;
  private static final int BLOCK_ROWS = 16_384;

  private final Samples[] blocks;
  private final Samples samples;
  private final int components;
  private final LinearAlgebraBackend backend;
  private final Initialization given;

  private record Checkpoint(double seconds, double passes, GaussianMixture model) {}

  private StreamingTrial(Blobs blobs, LinearAlgebraBackend backend) {
    this.samples = blobs.samples();
    this.components = blobs.shape().components();
    this.backend = backend;
    this.given = Initialization.parameters(blobs.start(backend));
    int d = blobs.shape().dimension();
    int rows = blobs.shape().rows();
    blocks = new Samples[(rows - 1) / BLOCK_ROWS + 1];
    Arrays.setAll(blocks, i -> {
      int end = Math.min(rows, (i + 1) * BLOCK_ROWS);
      return Samples.of(Arrays.copyOfRange(blobs.rows(), i * BLOCK_ROWS * d, end * d), d);
    });
  }

  /** Prints a line for each way. */
  public static void main(String[] arguments) {
    Shape shape = Shape.parse(arguments.length > 0 ? arguments[0] : "1000000x8x8");
    LinearAlgebraBackend backend = Backends.standard().automatic();
    System.out.printf(
        Locale.ROOT,
        "%s, backend %s, Java %d, seconds of one core; near: within %s nats a row of EM converged%n",
        shape,
        backend.id(),
        Runtime.version().feature(),
        NEAR);
    for (Overlap overlap : Overlap.values()) {
      StreamingTrial trial = new StreamingTrial(Blobs.of(shape, overlap, 1), backend);
      for (int i = 0; i < WARM_UPS; i++) {
        trial.stepwise(trial.given, 2048, 0.6, 1);
        trial.em(trial.given, 10);
      }
      for (Initialization initialization :
          new Initialization[] {trial.given, Initialization.kMeans()}) {
        System.out.printf(
            Locale.ROOT, "%n%s, initialization %s%n", overlap.label(), initialization.label());
        trial.compare(initialization);
      }
    }
  }

  private void compare(Initialization initialization) {
    List<Checkpoint> em = em(initialization, 1000);
    double goal = score(em.get(em.size() - 1));
    print("EM", em, goal);
    for (int batch : new int[] {1024, 2048, 4096}) {
      for (double exponent : new double[] {0.6, 0.8}) {
        String name = String.format(Locale.ROOT, "stepwise, %s, %d rows", exponent, batch);
        print(name, stepwise(initialization, batch, exponent, 2), goal);
      }
    }
  }

  private double score(Checkpoint checkpoint) {
    return checkpoint.model().meanLogLikelihood(samples);
  }

  private void print(String name, List<Checkpoint> checkpoints, double goal) {
    Checkpoint near = checkpoints.stream()
        .filter(checkpoint -> score(checkpoint) >= goal - NEAR)
        .findFirst()
        .orElse(null);
    Checkpoint last = checkpoints.get(checkpoints.size() - 1);
    System.out.printf(
        Locale.ROOT,
        "%-26s %s; after %5.2f passes %7.3f s, %+.6f%n",
        name,
        near == null
            ? "not near                   "
            : String.format(
                Locale.ROOT, "near at %5.2f passes %7.3f s", near.passes(), near.seconds()),
        last.passes(),
        last.seconds(),
        score(last) - goal);
  }

  private GaussianMixtureEstimator.Builder mixture(Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(initialization)
        .backend(backend)
        .threads(1);
  }

  private List<Checkpoint> em(Initialization initialization, int iterations) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    double began = MergeCost.processorSeconds();
    mixture(initialization)
        .maxIterations(iterations)
        .tolerance(CONVERGED)
        .listener(progress -> checkpoints.add(new Checkpoint(
            MergeCost.processorSeconds() - began,
            progress.iteration() + 1,
            progress.model().get())))
        .build()
        .fit(samples);
    return checkpoints;
  }

  private List<Checkpoint> stepwise(
      Initialization initialization, int batch, double exponent, int passes) {
    StreamingFit fit = StreamingEstimator.builder(mixture(initialization).build())
        .batchSize(batch)
        .stepSize(StepSize.decreasing(exponent, 2))
        .build()
        .begin();
    List<Checkpoint> checkpoints = new ArrayList<>();
    double began = MergeCost.processorSeconds();
    int next = 1;
    for (int i = 1; i <= passes * blocks.length; i++) {
      fit.partialFit(blocks[(i - 1) % blocks.length]);
      // Few enough to be scored: each half as far again as the last.
      if (i == next || i == passes * blocks.length) {
        checkpoints.add(new Checkpoint(
            MergeCost.processorSeconds() - began, i / (double) blocks.length, fit.model()));
        next = i + (i + 1) / 2;
      }
    }
    return checkpoints;
  }
}
