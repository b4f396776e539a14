package dev.gmm4j.io;

import dev.gmm4j.Initialization;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of initial means, a row for each component.
 *
 * @param names of the columns
 */
record InitialMeans(String file, List<String> names, double[][] means) {

  static InitialMeans read(Path file) {
    try (Dataset table = DataFiles.open(file, ReadOptions.defaults())) {
      Samples rows = table.samples();
      List<double[]> means = new ArrayList<>();
      for (RowBlock block : rows.blocks(1)) {
        double[] values = block.values();
        means.add(Arrays.copyOfRange(values, block.offset(), block.offset() + rows.dimension()));
      }
      return new InitialMeans(file.toString(), table.columnNames(), means.toArray(double[][]::new));
    }
  }

  Initialization initialization(int components, List<String> features) {
    try {
      return Initialization.means(inOrderOf(features));
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the columns in the data's order where both have a header, else as they are. */
  private double[][] inOrderOf(List<String> features) {
    if (areIndices(names) || areIndices(features)) {
      return means;
    }
    List<String> missing =
        features.stream().filter(feature -> !names.contains(feature)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          file + " has no column " + Quoted.names(missing) + ": it has " + Quoted.names(names));
    }
    int[] order = features.stream().mapToInt(names::indexOf).toArray();
    return Arrays.stream(means)
        .map(mean -> IntStream.of(order).mapToDouble(j -> mean[j]).toArray())
        .toArray(double[][]::new);
  }

  /** Tells whether names are those of columns without a header, see {@link Dataset#columnNames}. */
  private static boolean areIndices(List<String> names) {
    return names.stream().allMatch(name -> name.matches("x\\d+"));
  }
}
