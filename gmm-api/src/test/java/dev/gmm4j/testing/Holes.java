package dev.gmm4j.testing;

import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import java.util.Random;

/** Rows of which values are missing. */
public final class Holes {
  private Holes() {}

  /** Returns a copy of which values are NaN with some probability each, but never all of a row. */
  public static double[][] in(double[][] rows, double share, long seed) {
    Random random = new Random(seed);
    double[][] holed = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      holed[i] = rows[i].clone();
      int kept = random.nextInt(holed[i].length);
      for (int j = 0; j < holed[i].length; j++) {
        holed[i][j] = j != kept && random.nextDouble() < share ? Double.NaN : holed[i][j];
      }
    }
    return holed;
  }

  /** Returns samples that are read in blocks, as from a file, and not kept. */
  public static Samples streamed(double[][] rows) {
    return Samples.of(new Streamed(rows)).withMissingValues();
  }

  private record Streamed(double[][] array) implements RowSource {
    @Override
    public long rows() {
      return array.length;
    }

    @Override
    public int columns() {
      return array[0].length;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(array[(int) first + i], 0, destination, i * columns(), columns());
      }
    }
  }
}
