package dev.gmm4j.cli.fit;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.ComponentPrior;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.BayesianOptions;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.TailsOption;
import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.ModelOutput;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.StudentModelFile;
import dev.gmm4j.student.StudentMixtureEstimator;
import dev.gmm4j.student.StudentMixtureFit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits a mixture to data. */
@Command(
    name = "fit",
    sortOptions = false,
    header = {
      "Fit a mixture to data.",
      "",
      "  gmm fit data/faithful.csv --components 2 --output model.json",
      ""
    },
    customSynopsis = "gmm fit DATA --components K [OPTIONS]",
    description = {
      "",
      "Fits a Gaussian mixture by EM (expectation-maximization).",
      "",
      "Prints a table with log-likelihood, criteria (BIC and AIC, lower is better) and"
          + " components; with --json the model instead. The same seed gives the same model.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm fit faithful.csv --components 2",
      "  gmm fit iris.csv --columns 0,1,2,3 --components 3 --covariance tied \\",
      "      --restarts 10 --output iris.json",
      "  gmm fit iris.csv --columns 0,1,2,3 --components 3 \\",
      "      --report iris.html --plot iris.png --axes 0,2",
      "  gmm fit faithful.csv --components 10 --bayesian dirichlet-process",
      "  gmm fit iris.csv --columns 0,1,2,3 --components 3 --tails common",
      "  gmm fit big.npy --components 8 --method stepwise-em",
      "  zcat big.csv.gz | gmm fit - --components 8 --progress --json > model.json",
      "  gmm fit big.npy --components 64 --checkpoint big.ckpt --resume",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class FitCommand implements Callable<Integer> {
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
  private final FitOptions settings = new FitOptions();

  @Mixin
  private final BayesianOptions bayesian = new BayesianOptions();

  @Mixin
  private final TailsOption tails = new TailsOption();

  @Mixin
  private final StepwiseOptions stepwise = new StepwiseOptions();

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  @Mixin
  private final CheckpointOptions checkpoints = new CheckpointOptions();

  @Mixin
  private final ModelOutput output = new ModelOutput();

  @Mixin
  private final FitPictures pictures = new FitPictures();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final WideOption wide = new WideOption();

  @Mixin
  private final FitProgressOptions progress = new FitProgressOptions();

  /** Creates the command, which reads and writes some streams. */
  public FitCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    return checkpoints.run(streams, this::fitAndWrite);
  }

  private int fitAndWrite() throws IOException {
    // All that can be refused without the data is refused before the data is read.
    output.check();
    pictures.check();
    tails.check("--plot", "--report", "--progress", "--progress-every");
    bayesian.check("--plot", "--report");
    stepwise.check(settings.init());
    progress.check();
    weights.check();
    if (checkpoints.isUsed() && pictures.areAnimated()) {
      throw new ParameterException(
          spec.commandLine(),
          "--animate cannot go with --checkpoint: earlier iterations are not kept");
    }
    checkpoints.prepare(streams, family());
    GaussianMixtureEstimator.Builder builder =
        settings.toBuilder(compute).threads(compute.threads());
    compute.applyTo(builder);
    if (bayesian.isUsed()) {
      settings.requireNoTrimming("--bayesian");
      return fitPosterior(builder.prior(null));
    }
    if (tails.isUsed()) {
      return fitStudent(builder);
    }
    if (!settings.isPlain() && (checkpoints.isUsed() || stepwise.isUsed())) {
      throw new ParameterException(
          spec.commandLine(),
          "--prior and --noise cannot go with "
              + (checkpoints.isUsed() ? "--checkpoint" : "--method stepwise"));
    }
    if (stepwise.isUsed()) {
      settings.requireNoTrimming("--method stepwise");
    }
    long began = System.nanoTime();
    dataOptions.readClasses(pictures.classColumn());
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      double readSeconds = (System.nanoTime() - began) * 1e-9;
      dataOptions.note(dataset, streams);
      settings.initialize(builder, dataset);
      FitPictures.Plan plan = pictures.plan(dataset);
      GaussianMixtureFit fit = fit(builder, dataset);
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      FitRecord record = record(fit, dataset, readSeconds);
      ModelFile model = new ModelFile(fit.model(), dataset.columnNames(), record);
      output.write(model);
      FitTable table = new FitTable(
          dataset, settings, stepwise, fit, record.seconds(), output.file(), wide.isGiven());
      streams.print(json.isGiven() ? model.toJson() : table.toString());
      print(pictures.write(plan, dataset, fit, table, model));
      checkpoints.done();
    }
    return ExitStatus.DONE;
  }

  private CheckpointOptions.Family family() {
    if (bayesian.isUsed()) {
      return CheckpointOptions.Family.BAYESIAN;
    }
    return tails.isUsed() ? CheckpointOptions.Family.STUDENT : CheckpointOptions.Family.GAUSSIAN;
  }

  /** Tells which pictures were written. */
  private void print(String written) throws IOException {
    if (!json.isGiven() && !written.isEmpty()) {
      streams.print(output.file() == null ? "\n" + written : written);
    }
  }

  private int fitPosterior(GaussianMixtureEstimator.Builder builder) throws IOException {
    ComponentPrior prior = settings.componentPrior();
    bayesian.estimator(builder.build(), prior);
    long began = System.nanoTime();
    dataOptions.readClasses(pictures.classColumn());
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      double readSeconds = (System.nanoTime() - began) * 1e-9;
      dataOptions.note(dataset, streams);
      settings.initialize(builder, dataset);
      FitPictures.Plan plan = pictures.plan(dataset);
      BayesianMixtureEstimator estimator = bayesian.estimator(builder.build(), prior);
      BayesianMixtureFit fit = fit(
          dataset,
          report -> stepwise.isUsed()
              ? stepwise.fit(estimator, dataset.samples(), report)
              : checkpoints.fit(estimator.toBuilder(), report, dataset.samples()));
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      FitRecord.Seconds seconds = new FitRecord.Seconds(
          readSeconds,
          stepwise.seconds() + fit.seconds().initialize(),
          fit.seconds().iterate());
      FitRecord record = FitRecord.of(
          fit, fit.model().logLikelihood(dataset.samples()), settings.recorded(), seconds);
      ModelFile model = ModelFile.of(fit.posterior(), dataset.columnNames(), record, fit.backend());
      output.write(model);
      BayesianTable table = new BayesianTable(
          dataset,
          settings,
          stepwise,
          fit,
          fit.posterior().canonical(),
          seconds,
          output.file(),
          wide.isGiven());
      streams.print(json.isGiven() ? model.toJson() : table.toString());
      print(pictures.write(plan, dataset, fit, table, model));
      checkpoints.done();
    }
    return ExitStatus.DONE;
  }

  private int fitStudent(GaussianMixtureEstimator.Builder builder) throws IOException {
    settings.requireNoPriorWith(checkpoints.isUsed());
    tails.estimator(builder.build());
    long began = System.nanoTime();
    dataOptions.readClasses(pictures.classColumn());
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      double readSeconds = (System.nanoTime() - began) * 1e-9;
      dataOptions.note(dataset, streams);
      settings.initialize(builder, dataset);
      FitPictures.Plan plan = pictures.planOfTails(dataset);
      StudentMixtureEstimator estimator = tails.estimator(builder.build());
      StudentMixtureFit fit =
          fit(dataset, report -> checkpoints.fit(estimator.toBuilder(), report, dataset.samples()));
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      FitRecord.Seconds seconds = new FitRecord.Seconds(
          readSeconds, fit.seconds().initialize(), fit.seconds().em());
      StudentModelFile model = new StudentModelFile(
          fit.model(),
          dataset.columnNames(),
          FitRecord.of(fit, settings.recorded(), seconds).withMissing(dataset.missingOrNull()),
          Map.of(),
          List.of());
      output.write(model);
      StudentTable table =
          new StudentTable(dataset, settings, fit, seconds, output.file(), wide.isGiven());
      streams.print(json.isGiven() ? model.toJson() : table.toString());
      print(pictures.write(plan, dataset, fit, table, model));
      checkpoints.done();
    }
    return ExitStatus.DONE;
  }

  private <T> T fit(Dataset dataset, Function<ProgressReport, T> body) {
    try (ProgressReport report = progress.report(streams.err())) {
      return body.apply(report);
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    } catch (IllegalArgumentException e) {
      RuntimeException refusal = settings.refusal(e);
      throw refusal == e ? new ParameterException(spec.commandLine(), e.getMessage(), e) : refusal;
    }
  }

  private GaussianMixtureFit fit(GaussianMixtureEstimator.Builder builder, Dataset dataset) {
    try (ProgressReport report = progress.report(streams.err())) {
      FitListener listener = pictures.beside(report);
      return stepwise.isUsed()
          ? stepwise.fit(builder.listener(listener), dataset.samples(), report)
          : checkpoints.fit(builder, listener, dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    } catch (IllegalArgumentException e) {
      throw settings.refusal(e);
    }
  }

  private FitRecord record(GaussianMixtureFit fit, Dataset dataset, double readSeconds) {
    FitRecord.Seconds seconds = new FitRecord.Seconds(
        readSeconds,
        stepwise.seconds() + fit.seconds().initialize(),
        fit.seconds().em());
    return FitRecord.of(fit, settings.recorded(), seconds).withMissing(dataset.missingOrNull());
  }
}
