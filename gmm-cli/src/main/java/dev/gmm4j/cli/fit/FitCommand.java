package dev.gmm4j.cli.fit;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.BayesianOptions;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.FactorOptions;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.TailsOption;
import dev.gmm4j.cli.option.WideOption;
import dev.gmm4j.cli.output.ModelOutput;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.factor.FactorListener;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelDocument;
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
      "  gmm fit digits.csv --columns 0-63 --components 10 --covariance UUC --factors 8",
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
  private final FactorOptions factors = new FactorOptions();

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

  /** Returns the family that checkpoints are of; others refuse them. */
  private CheckpointOptions.Family checkpointedFamily() {
    if (bayesian.isUsed()) {
      return CheckpointOptions.Family.BAYESIAN;
    }
    return tails.isUsed() ? CheckpointOptions.Family.STUDENT : CheckpointOptions.Family.GAUSSIAN;
  }

  private int fitAndWrite() throws IOException {
    // All that can be refused without the data is refused before the data is read.
    output.check();
    pictures.check();
    LowRankModel factorModel = settings.factorModel();
    if (factorModel == null) {
      factors.requireNone("--covariance");
    } else {
      factors.check(
          "--covariance", factorModel, "--plot", "--report", "--progress", "--progress-every");
    }
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
    checkpoints.prepare(streams, checkpointedFamily());
    GaussianMixtureEstimator.Builder builder =
        settings.toBuilder(compute).threads(compute.threads());
    compute.applyTo(builder);
    return fitAndWrite(builder, family(builder));
  }

  /** What there is to do with data and a mixture of one family. */
  private interface Family {
    /** Returns what is to be drawn, or refuses it. */
    FitPictures.Plan plan(Dataset dataset);

    /** Fits the data, which took some seconds to be read. */
    FamilyFit fit(Dataset dataset, double readSeconds);
  }

  /** A fit of one family. */
  private record FamilyFit(FitSummary table, ModelDocument model, Drawing drawing) {
    /** Draws and writes the pictures; returns a line for each. */
    @FunctionalInterface
    private interface Drawing {
      String write(FitPictures.Plan plan) throws IOException;
    }
  }

  /**
   * Returns the family that is asked for.
   *
   * @throws ParameterException if it does not go with other settings
   */
  private Family family(GaussianMixtureEstimator.Builder builder) {
    LowRankModel factorModel = settings.factorModel();
    if (factorModel != null) {
      factors.estimator(builder.build(), factorModel);
      return new FactorFamily(builder, factorModel);
    }
    if (bayesian.isUsed()) {
      settings.requireNoTrimming("--bayesian");
      builder.prior(null);
      bayesian.estimator(builder.build(), settings.componentPrior());
      return new PosteriorFamily(builder);
    }
    if (tails.isUsed()) {
      tails.estimator(builder.build());
      return new StudentFamily(builder);
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
    return new GaussianFamily(builder);
  }

  private int fitAndWrite(GaussianMixtureEstimator.Builder builder, Family family)
      throws IOException {
    long began = System.nanoTime();
    dataOptions.readClasses(pictures.classColumn());
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      double readSeconds = (System.nanoTime() - began) * 1e-9;
      dataOptions.note(dataset, streams);
      settings.initialize(builder, dataset);
      FitPictures.Plan plan = family.plan(dataset);
      FamilyFit fit = family.fit(dataset, readSeconds);
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      output.write(fit.model());
      streams.print(json.isGiven() ? fit.model().toJson() : fit.table().text(output.file()));
      String written = fit.drawing().write(plan);
      if (!json.isGiven() && !written.isEmpty()) {
        streams.print(output.file() == null ? "\n" + written : written);
      }
      checkpoints.done();
    }
    return ExitStatus.DONE;
  }

  /** Gaussian mixtures. */
  private final class GaussianFamily implements Family {
    private final GaussianMixtureEstimator.Builder builder;

    GaussianFamily(GaussianMixtureEstimator.Builder builder) {
      this.builder = builder;
    }

    @Override
    public FitPictures.Plan plan(Dataset dataset) {
      return pictures.plan(dataset);
    }

    @Override
    public FamilyFit fit(Dataset dataset, double readSeconds) {
      GaussianMixtureFit fit = FitCommand.this.fit(builder, dataset);
      FitRecord record = record(fit, dataset, readSeconds);
      ModelFile model = new ModelFile(fit.model(), dataset.columnNames(), record);
      FitTable table =
          new FitTable(dataset, settings, stepwise, fit, record.seconds(), wide.isGiven());
      return new FamilyFit(table, model, plan -> pictures.write(plan, dataset, fit, table, model));
    }
  }

  /** Posteriors of Gaussian mixtures. */
  private final class PosteriorFamily implements Family {
    private final GaussianMixtureEstimator.Builder builder;

    PosteriorFamily(GaussianMixtureEstimator.Builder builder) {
      this.builder = builder;
    }

    @Override
    public FitPictures.Plan plan(Dataset dataset) {
      return pictures.plan(dataset);
    }

    @Override
    public FamilyFit fit(Dataset dataset, double readSeconds) {
      BayesianMixtureEstimator estimator =
          bayesian.estimator(builder.build(), settings.componentPrior());
      BayesianMixtureFit fit = FitCommand.this.fit(
          dataset,
          report -> stepwise.isUsed()
              ? stepwise.fit(estimator, dataset.samples(), report)
              : checkpoints.fit(estimator.toBuilder(), report, dataset.samples()));
      FitRecord.Seconds seconds = new FitRecord.Seconds(
          readSeconds,
          stepwise.seconds() + fit.seconds().initialize(),
          fit.seconds().iterate());
      FitRecord record = FitRecord.of(
          fit, fit.model().logLikelihood(dataset.samples()), settings.recorded(), seconds);
      ModelFile model = ModelFile.of(fit.posterior(), dataset.columnNames(), record, fit.backend());
      BayesianTable table = new BayesianTable(
          dataset, settings, stepwise, fit, fit.posterior().canonical(), seconds, wide.isGiven());
      return new FamilyFit(table, model, plan -> pictures.write(plan, dataset, fit, table, model));
    }
  }

  /** Mixtures of t distributions. */
  private final class StudentFamily implements Family {
    private final GaussianMixtureEstimator.Builder builder;

    StudentFamily(GaussianMixtureEstimator.Builder builder) {
      this.builder = builder;
    }

    @Override
    public FitPictures.Plan plan(Dataset dataset) {
      return pictures.planOfTails(dataset);
    }

    @Override
    public FamilyFit fit(Dataset dataset, double readSeconds) {
      StudentMixtureEstimator estimator = tails.estimator(builder.build());
      StudentMixtureFit fit = FitCommand.this.fit(
          dataset, report -> checkpoints.fit(estimator.toBuilder(), report, dataset.samples()));
      FitRecord.Seconds seconds = new FitRecord.Seconds(
          readSeconds, fit.seconds().initialize(), fit.seconds().em());
      StudentModelFile model = new StudentModelFile(
          fit.model(),
          dataset.columnNames(),
          FitRecord.of(fit, settings.recorded(), seconds).withMissing(dataset.missingOrNull()),
          Map.of(),
          List.of());
      StudentTable table = new StudentTable(dataset, settings, fit, seconds, wide.isGiven());
      return new FamilyFit(table, model, plan -> pictures.write(plan, dataset, fit, table, model));
    }
  }

  /** Mixtures of factor analysers. */
  private final class FactorFamily implements Family {
    private final GaussianMixtureEstimator.Builder builder;
    private final LowRankModel model;

    FactorFamily(GaussianMixtureEstimator.Builder builder, LowRankModel model) {
      this.builder = builder;
      this.model = model;
    }

    @Override
    public FitPictures.Plan plan(Dataset dataset) {
      return pictures.planOfFactors(dataset, builder.build().components());
    }

    @Override
    public FamilyFit fit(Dataset dataset, double readSeconds) {
      return FitCommand.this.fit(dataset, report -> fitAndTell(dataset, readSeconds, report));
    }

    private FamilyFit fitAndTell(Dataset dataset, double readSeconds, FactorListener report) {
      FactorMixtureEstimator estimator =
          factors.estimator(builder.build(), model).toBuilder().listener(report).build();
      GaussianMixtureEstimator shared = estimator.estimator();
      Samples samples = dataset.samples();
      long began = System.nanoTime();
      try (PreparedSamples prepared = PreparedSamples.of(
          samples, shared.chooseBackend(samples), shared.components(), shared.threads())) {
        SampleScale scale = prepared.scale();
        factors.checkRows(scale.count());
        double prepareSeconds = (System.nanoTime() - began) * 1e-9;
        began = System.nanoTime();
        FactorMixtureFit fit = estimator.fit(prepared);
        FitRecord record = FitRecord.of(
                fit,
                scale.count(),
                scale.totalWeight(),
                prepared.backend().id(),
                settings.recorded(),
                new FitRecord.Seconds(
                    readSeconds, prepareSeconds, (System.nanoTime() - began) * 1e-9))
            .withMissing(dataset.missingOrNull())
            .withFactors(FitRecord.FactorSettings.of(estimator));
        FactorModelFile file =
            new FactorModelFile(fit.model(), dataset.columnNames(), record, Map.of(), List.of());
        FactorTable table = new FactorTable(
            dataset, settings, fit, record, scale, estimator.noiseFloor(), wide.isGiven());
        return new FamilyFit(table, file, plan -> pictures.write(plan, dataset, fit, table, file));
      }
    }
  }

  private <T> T fit(Dataset dataset, Function<ProgressReport, T> body) {
    try (ProgressReport report = progress.report(streams.err())) {
      return body.apply(report);
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    } catch (IllegalArgumentException e) {
      RuntimeException ofFactors = factors.refusal(e);
      RuntimeException refusal = ofFactors == null ? settings.refusal(e) : ofFactors;
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
