package dev.gmm4j.bench.compare;

import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.bench.compare.Problem.Series;
import dev.gmm4j.covariance.CovarianceType;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan of what is measured.
 *
 * @param problems in the order of their measurement
 * @param seconds see {@link Task}
 * @param slowestIteration expected seconds per iteration from which on a slow peer is left out
 * @param scalingBackends how many backends the scaling series are measured on, highest priority first
 */
record Plan(List<Problem> problems, double seconds, double slowestIteration, int scalingBackends) {

  /** Returns a plan by its name, {@code quick} or {@code full}. */
  static Plan of(String name, int threads) {
    return switch (name) {
      case "quick" -> new Plan(quick(new Problems(threads)), 0.8, 0.4, 2);
      case "full" -> new Plan(full(new Problems(threads)), 2, 2.5, 2);
      default -> throw new IllegalArgumentException("set must be quick or full, but was " + name);
    };
  }

  /** Returns those of some backends, in the order of their priority, that a problem is measured on. */
  List<String> backends(Problem problem, List<String> available) {
    boolean scaling = switch (problem.series()) {
      case ROWS, DIMENSION, COMPONENTS -> true;
      case OVERLAPPING, SEPARATED, STRUCTURES, THREADS -> false;
    };
    return scaling ? available.subList(0, Math.min(scalingBackends, available.size())) : available;
  }

  private static List<Problem> quick(Problems problems) {
    return problems
        .add(
            Series.OVERLAPPING,
            "1000x2x2",
            "100000x2x3",
            "50000x10x8",
            "20000x32x8",
            "10000x64x8",
            "8000x128x8")
        .add(Series.SEPARATED, "100000x2x3", "8000x128x8")
        .structures("20000x16x16")
        .add(Series.ROWS, "1000x4x4", "30000x4x4", "1000000x4x4")
        .add(Series.DIMENSION, "8000x4x2", "8000x16x2", "8000x64x2", "8000x256x2")
        .add(Series.COMPONENTS, "5000x8x4", "5000x8x32", "5000x8x256")
        .threads("10000x64x8")
        .list;
  }

  private static List<Problem> full(Problems problems) {
    String[] shapes = {
      "1000x2x2",
      "100000x2x3",
      "100000x10x8",
      "100000x32x16",
      "50000x64x16",
      "1000000x8x8",
      "20000x128x16"
    };
    return problems
        .add(Series.OVERLAPPING, shapes)
        .add(Series.SEPARATED, "100000x2x3", "100000x32x16", "50000x64x16", "20000x128x16")
        .structures("200000x16x16")
        .add(Series.ROWS, "1000x4x4", "10000x4x4", "100000x4x4", "1000000x4x4", "10000000x4x4")
        .add(
            Series.DIMENSION,
            "20000x2x4",
            "20000x4x4",
            "20000x8x4",
            "20000x16x4",
            "20000x32x4",
            "20000x64x4",
            "20000x128x4",
            "20000x256x4")
        .add(Series.COMPONENTS, "20000x8x1", "20000x8x4", "20000x8x16", "20000x8x64", "20000x8x256")
        .threads("100000x2x3", "1000000x8x8", "100000x32x16", "50000x64x16")
        .list;
  }

  /** Puts problems together. */
  private static final class Problems {
    private static final double LARGE = 2e8;

    private final int threads;
    private final List<Problem> list = new ArrayList<>();

    Problems(int threads) {
      this.threads = threads;
    }

    Problems add(Series series, String... shapes) {
      Overlap overlap = series == Series.SEPARATED ? Overlap.SEPARATED : Overlap.OVERLAPPING;
      for (String shape : shapes) {
        add(series, Shape.parse(shape), overlap, CovarianceType.FULL, threads);
      }
      return this;
    }

    Problems structures(String shape) {
      for (CovarianceType type : CovarianceType.values()) {
        add(Series.STRUCTURES, Shape.parse(shape), Overlap.OVERLAPPING, type, threads);
      }
      return this;
    }

    Problems threads(String... shapes) {
      for (String shape : shapes) {
        for (int t = 1; t <= threads; t *= 2) {
          add(Series.THREADS, Shape.parse(shape), Overlap.OVERLAPPING, CovarianceType.FULL, t);
        }
      }
      return this;
    }

    private void add(
        Series series, Shape shape, Overlap overlap, CovarianceType structure, int threadCount) {
      int iterations = shape.work() + 10.0 * shape.rows() * shape.components() < LARGE ? 10 : 6;
      list.add(new Problem(series, shape, overlap, structure, threadCount, iterations));
    }
  }
}
