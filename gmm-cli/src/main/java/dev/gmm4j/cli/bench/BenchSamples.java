package dev.gmm4j.cli.bench;

import dev.gmm4j.data.Samples;
import java.util.Random;

/** Samples of a size, in groups that overlap about alike whatever the number of features. */
final class BenchSamples {
  /** Of a group's centre, in deviations of a group: most samples are then not surely of one group. */
  private static final double CENTRE_DEVIATION = 2;

  private BenchSamples() {}

  /** Draws samples; the same shape and seed give the same ones. */
  static Samples of(BenchShape shape, long seed) {
    Random random = new Random(seed);
    int d = shape.features();
    double[] centres = new double[shape.components() * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = CENTRE_DEVIATION / Math.sqrt(d) * random.nextGaussian();
    }
    double[] rows = new double[Math.toIntExact(shape.rows() * d)];
    for (int first = 0; first < rows.length; first += d) {
      int centre = random.nextInt(shape.components()) * d;
      for (int j = 0; j < d; j++) {
        rows[first + j] = centres[centre + j] + random.nextGaussian();
      }
    }
    return Samples.of(rows, d);
  }
}
