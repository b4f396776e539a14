package dev.gmm4j.cli.pca;

import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.PrincipalComponentsFile;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Turns features into coordinates along principal components. */
@Command(
    name = "apply",
    sortOptions = false,
    header = {
      "Write coordinates along principal components.",
      "",
      "  gmm pca apply pca.json data/iris.csv -o reduced.csv",
      ""
    },
    customSynopsis = "gmm pca apply PCA DATA [OPTIONS]",
    description = {
      "",
      "Writes CSV with a header, PC1, PC2, ..., and a line for each row of data, in their order. With --row-numbers and"
          + " --keep the row's number and cells of the data come before these. A row with a missing value has empty cells.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm pca apply pca.json data/iris.csv -o reduced.csv",
      "  gmm pca apply pca.json data/iris.csv --keep species -o reduced.csv",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PcaApplyCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final CoordinateOutput rows = new CoordinateOutput();

  /** Creates the command, which reads and writes some streams. */
  public PcaApplyCommand(StandardStreams streams) {
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
        pca.featureNames(),
        components.dimension(),
        file + " has " + components.dimension() + " features",
        PrincipalComponentsFile.coordinateNames(components.components()),
        samples -> coordinates(components, samples));
    return ExitStatus.DONE;
  }

  private static double[][] coordinates(PrincipalComponents components, Samples samples) {
    RowBlock turned = components.transform(samples).block(0, (int) samples.count());
    double[][] coordinates = new double[turned.rows()][];
    for (int i = 0; i < coordinates.length; i++) {
      int start = turned.rowOffset(i);
      coordinates[i] = Arrays.copyOfRange(turned.values(), start, start + components.components());
    }
    return coordinates;
  }
}
