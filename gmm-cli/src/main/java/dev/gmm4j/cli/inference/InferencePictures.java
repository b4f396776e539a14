package dev.gmm4j.cli.inference;

import dev.gmm4j.bootstrap.LikelihoodRatioBootstrapResult;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.cli.picture.FeatureSeparation;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.LikelihoodRatioPlot;
import dev.gmm4j.plot.ParameterBootstrapPlot;
import java.nio.file.Path;

/** Draws what the bootstrap found. Loaded only where a picture is asked for. */
final class InferencePictures {
  private static final double SCALE = 2;

  /** Features of a picture where there is no room for all. */
  private static final int FEW = 5;

  private static final int MOST = 8;

  private InferencePictures() {}

  /** Draws tests, of which there is at least one. */
  static void write(LikelihoodRatioBootstrapResult result, Dataset dataset, Path file) {
    Figure figure = LikelihoodRatioPlot.of(result)
        .title(ModelPictures.fileName(dataset) + ": likelihood ratio of K against K + 1 components")
        .figure();
    ModelPictures.write(figure, file, SCALE);
  }

  /** Draws parameters; of many features those that differ most between components. */
  static void write(ParameterBootstrapResult result, Dataset dataset, Path file) {
    int d = result.model().dimension();
    ParameterBootstrapPlot plot = ParameterBootstrapPlot.of(result).names(dataset.columnNames());
    if (d > MOST) {
      plot.columns(FeatureSeparation.largest(result.model(), FEW).stream()
          .mapToInt(Integer::intValue)
          .toArray());
    }
    int components = result.model().components();
    String title = ModelPictures.fileName(dataset) + ": parameters of " + components
        + (components == 1 ? " component" : " components")
        + (d > MOST ? ", " + FEW + " of " + d + " features" : "");
    ModelPictures.write(plot.title(title).figure(), file, SCALE);
  }
}
