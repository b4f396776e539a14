package dev.gmm4j.cli.pca;

import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.PrincipalComponentsFile;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Turns coordinates along principal components into features. */
@Command(
    name = "inverse",
    sortOptions = false,
    header = {
      "Write the features that coordinates stand for.",
      "",
      "  gmm pca inverse pca.json reduced.csv -o features.csv",
      ""
    },
    customSynopsis = "gmm pca inverse PCA DATA [OPTIONS]",
    description = {
      "",
      "Reads coordinates, by the names PC1, PC2, ... if the header has them, and writes CSV with the features that they"
          + " stand for: those of before gmm pca apply if all components were kept, else the closest to them that the"
          + " kept ones can make.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm pca inverse pca.json reduced.csv -o features.csv",
      "  gmm sample model.json --count 5 | gmm pca inverse pca.json -",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PcaInverseCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final CoordinateOutput rows = new CoordinateOutput();

  /** Creates the command, which reads and writes some streams. */
  public PcaInverseCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    rows.check();
    Path file = rows.file();
    PrincipalComponentsFile pca =
        PrincipalComponentsFile.read(file, BackendLookup.find(BackendLookup.AUTOMATIC, spec));
    PrincipalComponents components = pca.components();
    rows.run(
        streams,
        PrincipalComponentsFile.coordinateNames(components.components()),
        components.components(),
        file + " has " + components.components() + " components",
        names(pca),
        samples -> features(components, samples));
    return ExitStatus.DONE;
  }

  private static List<String> names(PrincipalComponentsFile pca) {
    return pca.featureNames().isEmpty()
        ? IntStream.range(0, pca.components().dimension())
            .mapToObj(j -> "x" + j)
            .toList()
        : pca.featureNames();
  }

  private static double[][] features(PrincipalComponents components, Samples samples) {
    RowBlock block = samples.block(0, (int) samples.count());
    double[][] features = new double[block.rows()][];
    for (int i = 0; i < features.length; i++) {
      int start = block.rowOffset(i);
      double[] row = Arrays.copyOfRange(block.values(), start, start + block.dimension());
      for (int k = 0; k < row.length; k++) {
        if (!Double.isFinite(row[k])) {
          throw new InvalidSamplesException("samples must be finite", i, k);
        }
      }
      features[i] = components.inverse(row);
    }
    return features;
  }
}
