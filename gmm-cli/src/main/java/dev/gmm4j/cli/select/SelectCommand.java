package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.BayesianSelection;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.ProgressOption;
import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.ModelOutput;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.PictureFile;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorSelection;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelDocument;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.StudentModelFile;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixtureFit;
import dev.gmm4j.student.StudentSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Chooses a covariance model and a number of components. */
@Command(
    name = "select",
    sortOptions = false,
    header = {
      "Choose covariance model and number of components.",
      "",
      "  gmm select data/faithful.csv --components 1-4",
      ""
    },
    customSynopsis = "gmm select DATA [OPTIONS]",
    description = {
      "",
      "Fits a mixture for each number of components and each covariance model, from"
          + " several initializations, and chooses the one of the lowest criterion.",
      "",
      "Prints a table of the criterion and the best candidates; with --json all candidates,"
          + " with their initializations and failures. Criteria have the sign for which lower is better;"
          + " mclust's BIC and ICL have the other.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm select iris.csv --columns 0,1,2,3 --output iris.json",
      "  gmm select faithful.csv --components 1-4 --models full,tied --criterion icl \\",
      "      --plot criterion.png",
      "  gmm select faithful.csv --components 1-4 --bayesian dirichlet --models full,tied",
      "  gmm select iris.csv --columns 0,1,2,3 --components 1-4 --tails common",
      "  gmm select wine.csv --columns 0-12 --components 1-4 --models UUC,UCU --factors 1-3",
      "  gmm select big.npy --time-budget 60 --json > candidates.json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class SelectCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      description =
          "A CSV file, a NumPy file (.npy, one row a sample), or - for CSV from standard input.")
  private String data = "";

  @Mixin
  private final SelectOptions settings = new SelectOptions();

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  @Mixin
  private final ModelOutput output = new ModelOutput();

  @Option(
      names = "--plot",
      paramLabel = "FILE.png|FILE.svg",
      description = "Where to draw the criterion against the number of components.")
  @OptionGroup.In(OptionGroup.PICTURES)
  private @Nullable Path plot;

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final WideOption wide = new WideOption();

  @Mixin
  private final ProgressOption progress = new ProgressOption();

  /** Creates the command, which reads and writes some streams. */
  public SelectCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    // All that can be refused without the data is refused before the data is read.
    output.check();
    PictureFile.check(spec, "--plot", plot, PictureFile.PICTURE);
    if (plot != null) {
      ModelPictures.requireDrawing();
    }
    weights.check();
    boolean areOfFactors = settings.areOfFactors();
    if (settings.areBayesian()) {
      BayesianSelection selection = settings.toBayesian(compute);
      return select((dataset, seconds) -> selectPosterior(selection, dataset, seconds));
    }
    if (settings.areOfStudent()) {
      StudentSelection selection = settings.toStudent(compute);
      return select((dataset, seconds) -> selectStudent(selection, dataset, seconds));
    }
    if (areOfFactors) {
      FactorSelection selection = settings.toFactors(compute);
      ModelSelection others =
          settings.areAlsoGaussian() ? settings.toBuilder(compute).build() : null;
      return select((dataset, seconds) -> selectFactors(selection, others, dataset, seconds));
    }
    ModelSelection.Builder builder = settings.toBuilder(compute);
    long began = System.nanoTime();
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      double readSeconds = (System.nanoTime() - began) * 1e-9;
      dataOptions.note(dataset, streams);
      if (progress.isGiven()) {
        List<String> columns = dataset.columnNames();
        builder.listener(candidate -> streams.tell(SelectionTable.line(candidate, columns)));
      }
      ModelSelection selection = builder.build();
      ModelSelectionResult result = select(selection, dataset);
      GaussianMixtureFit best = result.bestFit();
      GaussianMixtureEstimator used = selection.estimator().toBuilder()
          .initializations(selection.initializations(dataset.columnNames().size()))
          .build();
      FitCall call = new FitCall(spec, data, used, best.backend());
      SelectionReasons reasons = SelectionReasons.of(result, dataset.samples());
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      output.write(
          new ModelFile(best.model(), dataset.columnNames(), record(best, dataset, readSeconds)));
      if (plot != null) {
        ModelPictures.write(SelectionPicture.of(result, ModelPictures.fileName(dataset)), plot, 2);
      }
      streams.print(
          json.isGiven()
              ? SelectionJson.of(result, dataset, call, reasons) + "\n"
              : new SelectionTable(
                      dataset, result, call, reasons, output.file(), plot, wide.isGiven())
                  .toString());
    }
    return ExitStatus.DONE;
  }

  /** What was found of one family, and the model file of the best. */
  private record Found(FamilySelection selection, ModelDocument model) {}

  /** A comparison of mixtures of one family. */
  private interface Family {
    /** Compares them on data that took some seconds to be read. */
    Found select(Dataset dataset, double readSeconds);
  }

  private int select(Family family) throws IOException {
    long began = System.nanoTime();
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      double readSeconds = (System.nanoTime() - began) * 1e-9;
      dataOptions.note(dataset, streams);
      Found found = family.select(dataset, readSeconds);
      FamilySelectionReport report = new FamilySelectionReport(
          dataset, found.selection(), settings.candidates().seed(), output.file());
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      output.write(found.model());
      streams.print(json.isGiven() ? report.toJson() + "\n" : report.toTable());
    }
    return ExitStatus.DONE;
  }

  private Found selectPosterior(BayesianSelection selection, Dataset dataset, double readSeconds) {
    BayesianFamilySelection result =
        new BayesianFamilySelection(select(dataset, selection::select));
    BayesianMixtureFit best = result.best();
    FitRecord record = FitRecord.of(
        best,
        best.model().logLikelihood(dataset.samples()),
        recorded(),
        new FitRecord.Seconds(
            readSeconds, best.seconds().initialize(), best.seconds().iterate()));
    return new Found(
        result, ModelFile.of(best.posterior(), dataset.columnNames(), record, best.backend()));
  }

  private Found selectStudent(StudentSelection selection, Dataset dataset, double readSeconds) {
    StudentFamilySelection result =
        new StudentFamilySelection(selection.criterion(), select(dataset, selection::select));
    StudentMixtureFit best = result.best();
    FitRecord.Seconds seconds = new FitRecord.Seconds(
        readSeconds, best.seconds().initialize(), best.seconds().em());
    return new Found(
        result,
        new StudentModelFile(
            best.model(),
            dataset.columnNames(),
            FitRecord.of(best, recorded(), seconds).withMissing(dataset.missingOrNull()),
            Map.of(),
            List.of()));
  }

  private Found selectFactors(
      FactorSelection selection,
      @Nullable ModelSelection others,
      Dataset dataset,
      double readSeconds) {
    long began = System.nanoTime();
    FactorFamilySelection result = select(dataset, samples -> {
      LinearAlgebraBackend backend = compute.backend();
      SampleScale scale;
      try (PreparedSamples prepared = PreparedSamples.of(samples, backend, 1, compute.threads())) {
        scale = prepared.scale();
      }
      settings.checkRows(scale.count());
      return new FactorFamilySelection(
          others == null ? List.of() : others.select(samples).candidates(),
          selection.select(samples).candidates(),
          new FamilySelection.Fitted(
              scale.count(), scale.totalWeight(), scale.means().length, backend.id()));
    });
    GaussianMixtureFit gaussian = result.bestGaussian();
    if (gaussian != null) {
      return new Found(
          result,
          new ModelFile(
              gaussian.model(), dataset.columnNames(), record(gaussian, dataset, readSeconds)));
    }
    FactorSelection.Candidate candidate = result.bestOfFactors();
    FactorMixtureFit best = Objects.requireNonNull(candidate.fit());
    FamilySelection.Fitted fitted = result.fitted();
    FitRecord record = FitRecord.of(
            best,
            fitted.rows(),
            fitted.totalWeight(),
            fitted.backend(),
            recorded(),
            new FitRecord.Seconds(readSeconds, 0, (System.nanoTime() - began) * 1e-9))
        .withMissing(dataset.missingOrNull())
        .withFactors(FitRecord.FactorSettings.of(selection.estimator(candidate)));
    return new Found(
        result,
        new FactorModelFile(best.model(), dataset.columnNames(), record, Map.of(), List.of()));
  }

  private <T> T select(Dataset dataset, Function<Samples, T> selection) {
    try {
      return selection.apply(dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    } catch (IllegalArgumentException e) {
      RuntimeException refusal = settings.refusal(e);
      throw refusal == e ? new ParameterException(spec.commandLine(), e.getMessage(), e) : refusal;
    }
  }

  private ModelSelectionResult select(ModelSelection selection, Dataset dataset) {
    try {
      ModelSelectionResult result = selection.select(dataset.samples());
      // Fails, with the reason, where no candidate can be chosen.
      result.best();
      return result;
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    } catch (IllegalArgumentException e) {
      throw settings.refusal(e);
    }
  }

  private FitRecord record(GaussianMixtureFit fit, Dataset dataset, double readSeconds) {
    return FitRecord.of(fit, recorded(), FitRecord.Seconds.of(fit, readSeconds))
        .withMissing(dataset.missingOrNull());
  }

  private FitRecord.Settings recorded() {
    return new FitRecord.Settings(
        settings.candidates().seed(),
        settings.candidates().convergence(),
        settings.candidates().tolerance(),
        settings.candidates().regularization(),
        null);
  }
}
