package dev.gmm4j.cli.bench;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.backend.AutomaticBackend;
import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.backend.VectorModule;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.option.CovarianceOption;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.SeedOption;
import dev.gmm4j.cli.output.OutputFiles;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the backends. */
@Command(
    name = "bench",
    sortOptions = false,
    header = {
      "Compare the numeric libraries on data or a size.",
      "",
      "  gmm bench data/faithful.csv --components 2",
      ""
    },
    customSynopsis = {
      "gmm bench DATA --components K [OPTIONS]",
      "       gmm bench [--shape ROWSxFEATURESxCOMPONENTS] [OPTIONS]"
    },
    description = {
      "",
      "Fits with each backend from the same initialization for some seconds, and prints the time of an iteration, the heap that a"
          + " fit holds above the data (memory outside the heap is not counted), the log-likelihood after equal"
          + " iterations and whether the backends agree on it, and which one is recommended. Without data it is drawn at"
          + " random, in groups that overlap.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm bench",
      "  gmm bench --shape 1Mx8x8 --covariance diagonal",
      "  gmm bench iris.csv --columns 0,1,2,3 --components 3 --plot bench.png",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class BenchCommand implements Callable<Integer> {
  private static final BenchShape DEFAULT_SHAPE = new BenchShape(100_000, 10, 8);

  /** Of one fit, which is repeated while there is time. */
  private static final int ITERATIONS = 10;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description = "A CSV file, a NumPy file (.npy), or - for CSV from standard input.")
  private @Nullable String data;

  @Option(
      names = {"-k", "--components"},
      paramLabel = "K",
      description = "The number of components, for data.")
  private @Nullable Integer components;

  @Option(
      names = "--shape",
      paramLabel = "NxDxK",
      converter = BenchShape.Converter.class,
      description =
          "Rows, features and components of random data, such as 1Mx8x8. Default: 100kx10x8.")
  private @Nullable BenchShape shape;

  @Mixin
  private final CovarianceOption covariance = new CovarianceOption();

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--backend",
      split = ",",
      paramLabel = "NAME",
      description = "The backends to compare. Default: all that are available.")
  private List<String> names = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      description = "How long each backend runs, half of it to warm up. Default: ${DEFAULT-VALUE}.")
  private double seconds = 2;

  @Mixin
  private final SeedOption seed = new SeedOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Where to draw the times as bars: a file .png or .svg.")
  private @Nullable Path plot;

  /** Creates the command, which reads and writes some streams. */
  public BenchCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    check();
    GaussianMixtureEstimator.Builder builder =
        GaussianMixtureEstimator.builder().covariance(covariance.covariance()).seed(seed.seed());
    OptionErrors.apply(spec, "--threads", () -> builder.threads(threads));
    if (data == null) {
      BenchShape size = shape == null ? DEFAULT_SHAPE : shape;
      run(builder, BenchSamples.of(size, seed.seed()), size.components(), "random data");
      return ExitStatus.DONE;
    }
    int wanted = components == null ? 0 : components;
    OptionErrors.apply(spec, "--components", () -> builder.components(wanted));
    dataOptions.use(MissingUse.WHOLE);
    try (Dataset dataset = dataOptions.open(data, streams.in(), null)) {
      dataOptions.note(dataset, streams);
      try {
        run(builder, dataset.samples(), wanted, dataset.name());
      } catch (InvalidSamplesException e) {
        throw dataOptions.located(e, dataset);
      }
    }
    return ExitStatus.DONE;
  }

  private void check() {
    if (data == null && components != null) {
      throw usage("--components is for DATA; without it give --shape ROWSxFEATURESxCOMPONENTS");
    }
    if (data != null && shape != null) {
      throw usage("--shape is for random data: give either DATA or --shape");
    }
    if (data != null && components == null) {
      throw usage("Missing required option: '--components=K' (or -k K)");
    }
    if (!(seconds > 0 && seconds <= 3600)) {
      throw usage(
          "Invalid value for option '--seconds': seconds must be in (0, 3600], but was " + seconds);
    }
    if (plot != null) {
      BenchPlot.check(spec, plot);
      OutputFiles.check(spec, "--plot", plot);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void run(
      GaussianMixtureEstimator.Builder builder, Samples samples, int count, String name)
      throws IOException {
    Backends backends = VectorModule.backends();
    AutomaticBackend automatic = AutomaticBackend.of(backends);
    List<LinearAlgebraBackend> contenders = new ArrayList<>();
    List<BenchReport.Unusable> unusable = new ArrayList<>();
    choose(backends, contenders, unusable);
    builder.components(count).backend(contenders.get(0)).maxIterations(0);
    builder.initialization(
        Initialization.parameters(builder.build().fit(samples).model()));
    builder.maxIterations(ITERATIONS).tolerance(0);
    BenchTrial trial = new BenchTrial(builder, samples, seconds);
    List<BenchTrial.Result> results = new ArrayList<>();
    for (LinearAlgebraBackend backend : contenders) {
      try {
        results.add(trial.run(backend));
      } catch (GmmException | LinkageError e) {
        unusable.add(new BenchReport.Unusable(backend.id(), String.valueOf(e.getMessage())));
      }
    }
    if (results.isEmpty()) {
      throw new CommandFailure(ExitStatus.FAILED, "no backend could fit: " + unusable, null);
    }
    BenchShape size = new BenchShape(samples.count(), samples.dimension(), count);
    String title = name + ": " + size + ", " + covariance.covariance().label() + " covariance, "
        + threads + (threads == 1 ? " thread" : " threads");
    BenchReport report = new BenchReport(title, results, unusable, automatic.id());
    if (plot != null) {
      BenchPlot.write(report, plot);
    }
    streams.print(json.isGiven() ? toJson(report, size) : report.toTable());
  }

  /** Finds those that were asked for, which must work, or else all that do. */
  private void choose(
      Backends backends,
      List<LinearAlgebraBackend> contenders,
      List<BenchReport.Unusable> unusable) {
    for (String name : names) {
      contenders.add(BackendLookup.find(name, spec));
    }
    if (!names.isEmpty()) {
      return;
    }
    for (BackendReport report : backends.probe()) {
      if (report.availability().available()) {
        contenders.add(backends.get(report.id()));
      } else {
        unusable.add(BenchReport.Unusable.of(report));
      }
    }
    if (contenders.isEmpty()) {
      // Throws, and says what to do.
      backends.automatic();
    }
  }

  private String toJson(BenchReport report, BenchShape size) {
    return report.toJson(new JsonObject()
            .put("data", data)
            .put("rows", size.rows())
            .put("features", size.features())
            .put("components", size.components())
            .put("covariance", covariance.covariance().label())
            .put("threads", threads)
            .put("java", Runtime.version().toString()))
        + "\n";
  }
}
