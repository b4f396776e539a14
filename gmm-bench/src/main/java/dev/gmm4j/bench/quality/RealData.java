package dev.gmm4j.bench.quality;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.nio.file.Path;
import java.util.Arrays;

/** The repository's data sets; each fifth row is held out. */
final class RealData {
  private RealData() {}

  /** Reads the first features of a file. */
  static QualityRows file(Path file, int features) {
    return QualityRows.everyFifth(rows(file, features));
  }

  /** Reads the first features of a file and turns them into so many principal components. */
  static QualityRows principal(Path file, int features, int components) {
    Samples samples = Samples.of(rows(file, features));
    Samples turned =
        PrincipalComponents.builder().components(components).fit(samples).transform(samples);
    return QualityRows.everyFifth(rows(turned, components));
  }

  private static double[][] rows(Path file, int features) {
    try (Dataset data = DataFiles.open(file, ReadOptions.builder().build())) {
      return rows(data.samples(), features);
    }
  }

  private static double[][] rows(Samples samples, int features) {
    RowBlock block = samples.block(0, (int) samples.count());
    double[][] rows = new double[block.rows()][];
    Arrays.setAll(
        rows,
        i -> Arrays.copyOfRange(block.values(), block.rowOffset(i), block.rowOffset(i) + features));
    return rows;
  }
}
