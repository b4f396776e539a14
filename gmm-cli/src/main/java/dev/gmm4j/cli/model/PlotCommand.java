package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.RestartReport;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.KeptRowsOptions;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.cli.picture.PictureFile;
import dev.gmm4j.cli.picture.PictureKind;
import dev.gmm4j.cli.picture.PictureOptions;
import dev.gmm4j.cli.picture.PosteriorPictures;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.student.StudentMixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws data and a model. */
@Command(
    name = "plot",
    sortOptions = false,
    header = {
      "Draw data and a model.",
      "",
      "  gmm plot model.json data/faithful.csv --output faithful.png",
      ""
    },
    customSynopsis = "gmm plot MODEL DATA --output FILE.png|svg [OPTIONS]",
    description = {
      "",
      "Draws data in the colours of a model's components, with the model over it. More than 10000 rows are shaded"
          + " by their density, and rows of weight 0 are not drawn. Needs no display.",
      "",
      "A model of a Bayesian fit has a posterior: thin lines are mixtures drawn from it, and components without samples"
          + " are left out.",
      "",
      "Ellipses of a mixture of t distributions hold 39 and 86 %% of a component, as those of 1 and 2 standard deviations"
          + " do of a Gaussian one.",
      "",
      "Of images, whose pixels are the features, --kind means shows the components' means, and --kind loadings what a model"
          + " of factors has of them.",
      "",
      "MODEL may also be a classifier of gmm classify fit: points have the colours of predicted classes, or of the known"
          + " ones of --color-by, with rings about those that are decided for another class.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm plot model.json faithful.csv --output faithful.png",
      "  gmm plot iris.json iris.csv --kind contour \\",
      "      --axes sepal_length,petal_length --output iris.svg",
      "  gmm plot iris.json iris.csv --kind pairs --output pairs.png",
      "  gmm plot iris.json iris.csv --kind clusters --axes 2,3 \\",
      "      --color-by species --output species.png",
      "  gmm plot iris.json iris.csv --kind directions --output iris.png",
      "  gmm plot digits.json digits.csv --kind loadings --output loadings.png",
      "  gmm plot t.json faithful.csv --cross-below 0.3 --output outliers.png",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PlotCommand implements Callable<Integer> {
  private static final int MOST_DRAWS = 1000;
  private static final String CROSS_BELOW = "--cross-below";

  /** What a picture of loadings needs. */
  private static final String FACTORS = "a model of factors, as gmm fit --covariance UUC writes";

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.png|svg",
      description = "Where to write the picture; written whole or not at all.")
  private Path output = Path.of("");

  @Mixin
  private final PictureOptions options = new PictureOptions();

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How many mixtures are drawn from a posterior, at most 1000; default ${DEFAULT-VALUE}.")
  private int draws;

  @Option(
      names = CROSS_BELOW,
      paramLabel = "U",
      description =
          "Cross rows of a scale weight below U under a mixture of t distributions: those far from all components, which"
              + " count that little.")
  private @Nullable Double crossBelow;

  /** Creates the command, which reads and writes some streams. */
  public PlotCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    PictureFile.check(spec, "--output", output, PictureFile.PICTURE);
    options.check();
    if (draws < 0 || draws > MOST_DRAWS) {
      throw new ParameterException(
          spec.commandLine(), "--draws must be in [0, " + MOST_DRAWS + "], but was " + draws);
    }
    if (crossBelow != null && !(crossBelow > 0)) {
      throw OptionErrors.invalidValue(
          spec, CROSS_BELOW, "scale weight must be > 0, but was " + crossBelow);
    }
    weights.check();
    evaluation.readClasses(options.classColumn());
    boolean isStudent = evaluation.isStudent();
    evaluation.use(MissingUse.OBSERVED);
    if (crossBelow != null && !isStudent) {
      throw new ParameterException(
          spec.commandLine(), CROSS_BELOW + " needs a model of t distributions");
    }
    if (evaluation.isClassifier()) {
      evaluation.runClassifier(weights, streams, this::draw);
    } else {
      evaluation.run(weights, new KeptRowsOptions(), streams, this::draw, this::draw);
    }
    return ExitStatus.DONE;
  }

  private void draw(StudentMixture model, Dataset dataset) {
    options.requireNoLoadings(FACTORS);
    Picture picture = options.chooseOfTails(dataset);
    if (crossBelow != null && !picture.showsPoints()) {
      throw new ParameterException(
          spec.commandLine(), CROSS_BELOW + " needs a picture of two features or more");
    }
    try {
      ModelPictures.write(
          picture.kind() == PictureKind.TRACE
              ? ModelPictures.trace(restarts(), ModelPictures.traceTitle(picture, dataset))
              : pictures(dataset, model).figure(picture),
          output,
          options.pictureScale());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
  }

  private ModelPictures pictures(Dataset dataset, StudentMixture model) {
    ModelPictures pictures = new ModelPictures(dataset, model);
    if (crossBelow == null) {
      return pictures;
    }
    double[] scaleWeights = model.scaleWeights(dataset.samples());
    boolean[] crossed = new boolean[scaleWeights.length];
    for (int i = 0; i < crossed.length; i++) {
      crossed[i] = scaleWeights[i] < crossBelow;
    }
    return pictures.cross(crossed, "scale weight below " + NumberText.significant(crossBelow, 3));
  }

  private void draw(GaussianMixture model, Dataset dataset) {
    FactorModelFile factors = evaluation.readFactors();
    if (factors == null) {
      options.requireNoLoadings(FACTORS);
    }
    Picture picture = options.choose(dataset);
    try {
      ModelPictures.write(
          picture.kind() == PictureKind.TRACE
              ? ModelPictures.trace(restarts(), ModelPictures.traceTitle(picture, dataset))
              : factors == null
                  ? pictures(dataset, model).figure(picture)
                  : new ModelPictures(dataset, factors).figure(picture),
          output,
          options.pictureScale());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
  }

  private void draw(MixtureClassifier classifier, Dataset dataset) {
    options.requireNoLoadings(FACTORS);
    Picture picture = options.chooseOfClasses(dataset);
    if (picture.kind() == PictureKind.TRACE) {
      throw new CommandFailure(
          ExitStatus.DATA,
          evaluation.modelFile() + " is a classifier, which has no trace of EM",
          null);
    }
    try {
      ModelPictures.write(
          new ModelPictures(dataset, classifier).figure(picture), output, options.pictureScale());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
  }

  private ModelPictures pictures(Dataset dataset, GaussianMixture model) {
    MixturePosterior posterior = evaluation.readPosterior();
    return posterior == null
        ? new ModelPictures(dataset, model)
        : PosteriorPictures.of(dataset, model, posterior, draws);
  }

  /** Returns the restart that the model came from, the only one that its file tells of. */
  private List<RestartReport> restarts() {
    FitRecord fit = evaluation.readFit();
    if (fit == null) {
      throw new CommandFailure(
          ExitStatus.DATA,
          evaluation.modelFile() + " does not tell how the model was fitted, so there is no trace",
          null);
    }
    return List.of(new RestartReport(
        0, fit.logLikelihoodTrace(), fit.iterations(), fit.converged(), List.of(), null));
  }
}
