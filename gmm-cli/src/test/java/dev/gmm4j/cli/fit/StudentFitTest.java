package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.io.CheckpointFile;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import dev.gmm4j.student.StudentCheckpoint;
import dev.gmm4j.student.StudentMixtureEstimator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Mixtures of t distributions from fit to prediction. */
class StudentFitTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private Path model() {
    Path file = folder.resolve("model.json");
    gmm("fit", FAITHFUL, "--components", 2, "--tails", 4, "--output", file).done();
    return file;
  }

  /** The optimum of an independent implementation. */
  @Test
  void json_hasDegreesOfFreedom() {
    JsonNode model = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--tails",
            "4",
            "--regularization",
            0,
            "--tolerance",
            "1e-10",
            "--json")
        .json();

    assertThat(model.get("fit").get("logLikelihood").asDouble())
        .isCloseTo(-1140.53300354, within(1e-6));
    assertThat(model.get("degreesOfFreedom").get(0).asDouble()).isEqualTo(4);
    assertThat(model.get("degreesOfFreedom").size()).isEqualTo(2);
    assertThat(model.get("tails").asString()).isEqualTo("fixed");
    assertThat(model.get("fit").get("freeParameters").asInt()).isEqualTo(11);
  }

  /** What is observed is fitted, and rows are predicted by it; one without any value has no label. */
  @Test
  void missingValues_areFitted() throws IOException {
    Path rows = folder.resolve("holed.csv");
    Files.writeString(rows, Files.readString(FAITHFUL) + "3.5,\n,\n,80\n");
    Path file = folder.resolve("holed.json");

    String table = gmm(
            "fit",
            rows,
            "--components",
            2,
            "--tails",
            "common",
            "--missing",
            "fit",
            "--output",
            file)
        .done();
    Outcome predicted = gmm("predict", file, rows, "--scale-weights");

    assertThat(table).contains("missing", "4 of 550 cells in 3 rows");
    List<String> lines = predicted.out().lines().toList();
    assertThat(lines).hasSize(276);
    assertThat(lines.get(273)).matches("[01],[01]\\..*");
    assertThat(lines.get(274)).isEqualTo(",1.0");
    assertThat(predicted.err()).contains("3 of 275 rows have missing values");
    assertThat(gmm("score", file, rows, "--json").json().get("totalWeight").asDouble())
        .isEqualTo(274);
    gmm("plot", file, rows, "--cross-below", 0.4, "--output", folder.resolve("holed.png"))
        .done();
    assertThat(
            gmm("select", rows, "--components", "1-2", "--tails", 4, "--missing", "fit", "--json")
                .json()
                .get("missing")
                .get("cells")
                .asInt())
        .isEqualTo(4);
  }

  /** Some iterations, and from the checkpoint the rest. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checkpoint_isGoneOnFrom_toTheSameModel(boolean hasPrior) throws IOException {
    Path file = folder.resolve("fit.ckpt");
    List<Object> plain = List.of(
        "fit", FAITHFUL, "--components", 2, "--tails", "free", "--backend", "ejml", "--json");
    List<Object> call = hasPrior ? with(plain, "--prior", "--prior-shrinkage", 3) : plain;
    StudentCheckpoint[] taken = new StudentCheckpoint[1];
    try (Dataset dataset = DataFiles.open(FAITHFUL, ReadOptions.builder().build())) {
      StudentMixtureEstimator.builder(GaussianMixtureEstimator.builder()
              .components(2)
              .prior(hasPrior ? ConjugatePrior.defaults().withShrinkage(3) : null)
              .backend(Backends.standard().find("ejml").orElseThrow())
              .build())
          .degreesOfFreedom(DegreesOfFreedom.free())
          .listener(progress -> {
            if (progress.iteration() == 6) {
              taken[0] = progress.checkpoint().get();
            }
          })
          .build()
          .fit(dataset.samples());
    }
    CheckpointFile.write(file, Objects.requireNonNull(taken[0]));

    JsonNode whole = gmm(call.toArray()).json();
    JsonNode resumed =
        gmm(with(call, "--checkpoint", file, "--resume").toArray()).json();

    assertThat(Outcome.withoutTimes(resumed)).isEqualTo(Outcome.withoutTimes(whole));
    assertThat(file).doesNotExist();
    CheckpointFile.write(file, taken[0]);
    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--checkpoint", file, "--resume")
            .failed(ExitStatus.DATA))
        .contains("is a checkpoint of a fit of t distributions, and not of EM");
    if (hasPrior) {
      assertThat(
              gmm(with(plain, "--checkpoint", file, "--resume").toArray()).failed(ExitStatus.DATA))
          .contains("the checkpoint is not valid: it is of a fit with other settings");
    }
  }

  private static List<Object> with(List<Object> call, Object... more) {
    return Stream.concat(call.stream(), Arrays.stream(more)).toList();
  }

  /** The candidate that is chosen is the fit under that prior, which is not the one without. */
  @Test
  void select_fitsUnderThePrior() {
    List<Object> settings = List.of(FAITHFUL, "--components", "2", "--tails", "common", "--json");
    Object[] prior = {"--prior", "--prior-shrinkage", 5};

    double selected = logLikelihood(
        gmm(Stream.concat(Stream.of("select", "--models", "VVV"), with(settings, prior).stream())
                .toArray())
            .json()
            .get("candidates")
            .get(0));
    double under = logLikelihood(
        gmm(Stream.concat(Stream.of("fit"), with(settings, prior).stream()).toArray())
            .json()
            .get("fit"));
    double without = logLikelihood(
        gmm(Stream.concat(Stream.of("fit"), settings.stream()).toArray()).json().get("fit"));

    assertThat(selected).isCloseTo(under, within(1e-6 * Math.abs(under)));
    assertThat(selected).isLessThan(without - 0.1);
  }

  private static double logLikelihood(JsonNode node) {
    return node.get("logLikelihood").asDouble();
  }

  @Test
  void progress_isTold() {
    Outcome told = gmm("fit", FAITHFUL, "--components", 2, "--tails", 4, "--progress");

    assertThat(told.err()).contains("restart 2/2  iteration 1  log-likelihood -11");
  }

  @Test
  void table_hasDegreesOfFreedom() {
    String table = gmm("fit", FAITHFUL, "--components", 2, "--tails", "common").done();

    assertThat(table)
        .contains("2 t distributions, scales VVV, degrees of freedom common")
        .containsPattern("component +weight +count +freedom +eruptions +waiting");
  }

  @Test
  void model_isUsedByOtherCommands() {
    Path file = model();

    List<String> lines = gmm(
            "predict", file, FAITHFUL, "--proba", "--log-density", "--scale-weights")
        .done()
        .lines()
        .toList();
    assertThat(lines.get(0)).isEqualTo("label,p0,p1,log_density,scale_weight");
    assertThat(lines).hasSize(273);
    assertThat(
            gmm("score", file, FAITHFUL, "--json").json().get("logLikelihood").asDouble())
        .isCloseTo(-1140.533, within(1e-3));
    assertThat(gmm("sample", file, "--count", 5, "--labels").done().lines())
        .hasSize(6)
        .first()
        .isEqualTo("eruptions,waiting,label");
  }

  @Test
  void commandsForGaussianMixtures_refuseByName() {
    Path file = model();

    for (Outcome outcome : List.of(
        gmm("regress", file, FAITHFUL, "--targets", "waiting"),
        gmm("merge", file, FAITHFUL),
        gmm("convert", file, "--to", "mclust", "--output", folder.resolve("m.json")))) {
      assertThat(outcome.status()).isEqualTo(ExitStatus.DATA);
      assertThat(outcome.err()).contains("the model is a mixture of t distributions");
    }
    Outcome outliers = gmm("predict", file, FAITHFUL, "--outliers", "0.1");
    assertThat(outliers.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outliers.err()).contains("need a Gaussian mixture");
  }

  @ParameterizedTest
  @CsvSource({
    "--bayesian dirichlet, --bayesian cannot go with --tails",
    "--noise 0.1, --noise cannot go with --tails",
    "--degeneracy prune, degeneracy policy of a mixture of t distributions must not be PRUNE",
    "--method stepwise-em, --method cannot go with --tails",
    "--animate em.gif, --animate cannot go with --tails: animations are of Gaussian mixtures",
    "--plot f.png --directions 1, --directions cannot go with --tails: directions are those of",
    "--plot f.png --kind directions, directions need a Gaussian mixture",
  })
  void options_thatDoNotGoTogether_areRefused(String options, String message) {
    Object[] arguments = Stream.concat(
            Stream.of("fit", FAITHFUL, "--components", 2, "--tails", "free"),
            Arrays.stream(options.split(" ")))
        .toArray();
    Outcome outcome = gmm(arguments);

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void value_isChecked() {
    Outcome outcome = gmm("fit", FAITHFUL, "--components", 2, "--tails", "300");

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err())
        .contains("tails must be free, common or a number in [1, 200], but was 300");
  }

  @Test
  void select_comparesByCriterion() {
    JsonNode result = gmm(
            "select",
            FAITHFUL,
            "--components",
            "1-3",
            "--models",
            "EEE,VVV",
            "--tails",
            "common",
            "--json")
        .json();

    assertThat(result.get("candidates").size()).isEqualTo(6);
    assertThat(result.get("criterion").asString()).isEqualTo("bic");
    assertThat(result.get("components").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(gmm("select", FAITHFUL, "--components", 2, "--models", "EEE", "--tails", 5)
            .done())
        .contains("bic, lower is better");
  }
}
