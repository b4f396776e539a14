package dev.gmm4j.cli.inference;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bootstrap.BootstrapMethod;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.cli.input.ColumnNames;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.SeedOption;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how far a model's parameters may be off. */
@Command(
    name = "bootstrap",
    sortOptions = false,
    header = {
      "Tell how far a model's parameters may be off.",
      "",
      "  gmm bootstrap model.json data/faithful.csv --replicates 99",
      ""
    },
    customSynopsis = "gmm bootstrap MODEL DATA [OPTIONS]",
    description = {
      "",
      "Fits the model again to other data like that which it was fitted to, many times, and prints for each parameter"
          + " its standard error and a confidence interval (from quantile to quantile).",
      "",
      "The table has weights, means and variances; with --json covariances, too.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm bootstrap model.json faithful.csv --plot errors.png",
      "  gmm bootstrap model.json faithful.csv --method parametric \\",
      "      --replicates 4999 --confidence 0.99 --json > errors.json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class BootstrapCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      converter = MethodConverter.class,
      completionCandidates = MethodConverter.class,
      defaultValue = "weighted",
      description = {
        "How other data is made. Default: ${DEFAULT-VALUE}.",
        "  weighted       rows get random weights",
        "  nonparametric  rows are drawn with replacement",
        "  parametric     rows are drawn from the model"
      })
  private BootstrapMethod method = BootstrapMethod.WEIGHTED_LIKELIHOOD;

  @Option(
      names = "--replicates",
      paramLabel = "B",
      defaultValue = "999",
      description = "How many times. Default: ${DEFAULT-VALUE}.")
  private int replicates = 999;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.95",
      description = "The probability of the intervals. Default: ${DEFAULT-VALUE}.")
  private double confidence = 0.95;

  @Mixin
  private final SeedOption seed = new SeedOption();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Mixin
  private final InferencePlotOption plot = new InferencePlotOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public BootstrapCommand(StandardStreams streams) {
    this.streams = streams;
  }

  /** Understands the values of {@code --method}. */
  static final class MethodConverter extends LabelConverter<BootstrapMethod> {
    MethodConverter() {
      for (BootstrapMethod method : BootstrapMethod.values()) {
        add(method.label(), method);
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    ParameterBootstrap.Builder builder = ParameterBootstrap.builder().method(method);
    OptionErrors.apply(spec, "--replicates", () -> builder.replicates(replicates));
    OptionErrors.apply(spec, "--confidence", () -> builder.confidence(confidence));
    plot.check();
    evaluation.run(weights, streams, (model, dataset) -> print(builder, model, dataset));
    return ExitStatus.DONE;
  }

  /** Replicates are fitted as the model was. */
  private GaussianMixtureEstimator.Builder estimator(
      GaussianMixtureEstimator.Builder settings, @Nullable FitRecord fit) {
    settings
        .seed(seed.seed())
        .threads(evaluation.compute().threads())
        .backend(evaluation.compute().backend());
    if (fit != null) {
      settings
          .regularization(fit.regularization())
          .prior(fit.prior())
          .trimming(fit.trimming() == null ? null : fit.trimming().trimming());
      Double ratio = fit.maxEigenvalueRatio();
      if (ratio != null) {
        settings.maxEigenvalueRatio(ratio);
      }
    }
    return settings;
  }

  private void print(ParameterBootstrap.Builder builder, GaussianMixture model, Dataset dataset)
      throws IOException {
    ModelAndDataOptions.requireNoNoise(model, evaluation.modelFile());
    FitRecord fit = evaluation.readFit();
    if (fit != null && fit.trimming() != null && method == BootstrapMethod.PARAMETRIC) {
      throw OptionErrors.invalidValue(
          spec,
          "--method",
          "parametric cannot go with a model that was fitted with --trim: what it draws has no outliers to leave out");
    }
    ParameterBootstrap bootstrap =
        builder.estimator(settings -> estimator(settings, fit)).build();
    ParameterBootstrapResult result;
    try {
      result = bootstrap.run(model, dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    } catch (GmmException e) {
      throw ColumnNames.named(e, dataset.columnNames());
    }
    weights.note(dataset, streams);
    BootstrapReport report = new BootstrapReport(dataset, result, seed.seed());
    Path file = plot.file();
    if (file != null) {
      InferencePictures.write(result, dataset, file);
    }
    String drawn = file == null ? "" : "\npicture written to " + file + "\n";
    streams.print(json.isGiven() ? report.toJson() + "\n" : report.toTable() + drawn);
  }
}
