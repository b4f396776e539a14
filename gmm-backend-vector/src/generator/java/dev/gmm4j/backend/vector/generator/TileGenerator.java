package dev.gmm4j.backend.vector.generator;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the classes whose loops are unrolled.
 *
 * <p>Vectors stay in registers only as local variables of one method: a helper that takes or returns one is inlined or
 * costs an allocation, and so do accumulators in an array. So the methods that do the work repeat one pattern for each
 * row, column and vector of a tile, hundreds of lines long. Here the pattern is written once. For {@code DoubleVector
 * u0 = ..., u1 = ...} the line
 *
 * <pre>{@code
 * each(rows, i -> accumulate("u" + i, "w", "x"))
 * }</pre>
 *
 * generates
 *
 * <pre>{@code
 * u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
 * u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
 * }</pre>
 *
 * <p>The order of the operations is part of the results: another one gives other bits.
 */
final class TileGenerator {
  private TileGenerator() {}

  /**
   * Writes the classes.
   *
   * @param arguments the root of the generated sources
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    List<GeneratedClass> classes = classes();
    for (GeneratedClass generated : classes) {
      write(root.resolve(generated.path()), generated.source());
    }
    deleteOthers(root, classes.stream().map(c -> root.resolve(c.path())).collect(toSet()));
  }

  private static List<GeneratedClass> classes() {
    return List.of(
        WholeFactorTilesTemplate.generate(),
        TriangularTilesTemplate.generate(),
        AxisAlignedTilesTemplate.generate(),
        ExponentialsTemplate.generate(),
        DiscriminantTileTemplate.generate(),
        PanelTilesTemplate.generate(),
        SquareTilesTemplate.generate(),
        JointTilesTemplate.generate(),
        RowTilesTemplate.generate(),
        ProductTileTemplate.generate());
  }

  /** Writes a file unless it is as it should be: a new one would have the module compiled again. */
  private static void write(Path file, String source) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
    }
  }

  /** Deletes what an earlier version of the generator has left. */
  private static void deleteOthers(Path root, Set<Path> generated) throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.walk(root)) {
      others = files
          .filter(Files::isRegularFile)
          .filter(file -> !generated.contains(file))
          .toList();
    }
    for (Path other : others) {
      Files.delete(other);
    }
  }
}
