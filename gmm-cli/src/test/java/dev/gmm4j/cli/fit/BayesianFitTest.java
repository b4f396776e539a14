package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianCheckpoint;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import dev.gmm4j.io.CheckpointFile;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BayesianFitTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  @Test
  void json_hasBoundAndPosterior() {
    JsonNode model = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--bayesian",
            "dirichlet",
            "--tolerance",
            "1e-12",
            "--json")
        .json();

    JsonNode fit = model.get("fit");
    // An independent implementation ends there from classes of the waiting time, too.
    assertThat(fit.get("elbo").asDouble()).isCloseTo(-1178.97924312, within(1e-7));
    assertThat(fit.get("elboTrace").size()).isEqualTo(fit.get("iterations").asInt() + 1);
    assertThat(fit.get("occupiedComponents").asInt()).isEqualTo(2);
    assertThat(fit.get("bic").isNull()).isTrue();
    assertThat(model.get("posterior").get("weightPrior").asString()).isEqualTo("dirichlet");
    assertThat(model.get("weights").get(0).asDouble()).isCloseTo(0.6422239086, within(1e-6));
  }

  @Test
  void table_leavesOutComponentsWithoutRows() {
    String table = gmm("fit", FAITHFUL, "--components", 8, "--bayesian", "dirichlet-process")
        .done();

    assertThat(table.lines())
        .contains(
            "data            " + FAITHFUL + ", 272 rows, 2 features",
            "model           at most 8 components, full covariance",
            "prior           dirichlet-process, concentration 0.125");
    assertThat(table)
        .containsPattern("\nELBO +-1\\d{3}\\.\\d{3}\n")
        .containsPattern(
            "\noccupied +\\d components?; with any row \\d\\.\\d\\d \\+- \\d\\.\\d\\d\n")
        .containsPattern("\nnote: \\d components? without rows (is|are) left out of the table\n");
  }

  @Test
  void oneComponentTooFew_isNoted() {
    String table =
        gmm("fit", FAITHFUL, "--components", 2, "--bayesian", "dirichlet").done();

    assertThat(table)
        .contains("note: all components are occupied, so that more might be; try more with"
            + " --components, or a smaller --concentration");
  }

  @Test
  void writtenModel_serves_otherCommands() {
    Path file = folder.resolve("model.json");
    gmm("fit", FAITHFUL, "--components", 3, "--bayesian", "dirichlet", "--output", file)
        .done();

    assertThat(gmm("predict", file, FAITHFUL).done().lines().count()).isEqualTo(273);
    assertThat(gmm("score", file, FAITHFUL).done()).contains("log-likelihood");
    JsonNode again = gmm("convert", file, "--to", "gmm4j").json();
    assertThat(again.get("posterior").isObject()).isTrue();
  }

  @Test
  void priorOptions_setThePriorOfComponents() {
    JsonNode prior = gmm(
            "fit",
            FAITHFUL,
            "--components",
            2,
            "--bayesian",
            "dirichlet-process",
            "--stick-order",
            "as-given",
            "--concentration",
            "2",
            "--prior-shrinkage",
            "0.5",
            "--prior-mean",
            "3,70",
            "--prior-dof",
            "5",
            "--prior-scale",
            "1,100",
            "--json")
        .json()
        .get("posterior");

    assertThat(prior.get("concentration").asDouble()).isEqualTo(2);
    assertThat(prior.get("prior").get("meanPrecision").asDouble()).isEqualTo(0.5);
    assertThat(prior.get("prior").get("mean").get(1).asDouble()).isEqualTo(70);
    assertThat(prior.get("prior").get("degreesOfFreedom").asDouble()).isEqualTo(5);
    assertThat(prior.get("prior").get("scale").get(1).get(1).asDouble()).isEqualTo(100);
  }

  @Test
  void progress_tellsBounds_andMovesOfTheSearch() {
    List<Object> call = new ArrayList<>(List.of("fit", data("iris.csv"), "--columns", "0-3"));
    call.addAll(List.of("--components", 8, "--init", "k-means++", "--bayesian", "dirichlet"));
    call.add("--progress");
    Outcome outcome = gmm(call.toArray());

    assertThat(outcome.status()).isEqualTo(ExitStatus.DONE);
    assertThat(outcome.err())
        .containsPattern("iteration 0  bound -\\d+\\.\\d{3}\n")
        .containsPattern("iteration 1  bound -\\d+\\.\\d{3}  change \\d")
        .containsPattern("search  components \\d and \\d merged  change \\d");
    call.addAll(List.of("--search", "none", "--acceleration", "none"));
    assertThat(gmm(call.toArray()).err()).doesNotContain("search");
  }

  /** Half of the iterations, and from the checkpoint the rest. */
  @Test
  void checkpoint_isGoneOnFrom_toTheSameModel() {
    Path file = folder.resolve("fit.ckpt");
    CheckpointFile.write(file, checkpoint(WeightPrior.dirichletProcess()));
    List<Object> call = new ArrayList<>(List.of("fit", FAITHFUL, "--components", 6));
    call.addAll(List.of("--bayesian", "dirichlet-process", "--backend", "ejml"));
    JsonNode whole = gmm(with(call, "--json")).json();
    JsonNode resumed =
        gmm(with(call, "--json", "--checkpoint", file, "--resume")).json();

    assertThat(resumed.get("posterior")).isEqualTo(whole.get("posterior"));
    assertThat(resumed.get("means")).isEqualTo(whole.get("means"));
    assertThat(resumed.get("fit").get("elboTrace")).isEqualTo(whole.get("fit").get("elboTrace"));
    assertThat(file).doesNotExist();
  }

  @Test
  void checkpointsOfOtherFits_areRefusedByName() {
    Path file = folder.resolve("fit.ckpt");
    CheckpointFile.write(file, checkpoint(WeightPrior.dirichlet()));
    List<Object> call = new ArrayList<>(List.of("fit", FAITHFUL, "--components", 6));
    call.addAll(List.of("--backend", "ejml", "--checkpoint", file, "--resume"));
    Outcome otherPrior = gmm(with(call, "--bayesian", "dirichlet-process"));
    Outcome em = gmm(call.toArray());

    assertThat(otherPrior.status()).isEqualTo(ExitStatus.DATA);
    assertThat(otherPrior.err())
        .contains("of another fit: prior of weights was dirichlet, but is dirichlet-process");
    assertThat(em.status()).isEqualTo(ExitStatus.DATA);
    assertThat(em.err()).contains("is a checkpoint of a Bayesian fit, and not of EM");
  }

  private static BayesianCheckpoint checkpoint(WeightPrior prior) {
    List<BayesianCheckpoint> taken = new ArrayList<>();
    BayesianMixtureEstimator.builder(
            GaussianMixtureEstimator.builder().components(6).backend("ejml").build())
        .weightPrior(prior)
        .listener(progress -> taken.add(progress.checkpoint().get()))
        .build()
        .fit(DataFiles.open(FAITHFUL, ReadOptions.defaults()).samples());
    return taken.get(taken.size() / 2);
  }

  private static Object[] with(List<Object> call, Object... more) {
    List<Object> all = new ArrayList<>(call);
    all.addAll(List.of(more));
    return all.toArray();
  }

  @Test
  void stepwise_comesNearTheBound_andStepwiseEmReachesIt() {
    List<Object> call = new ArrayList<>(List.of("fit", FAITHFUL, "--components", 2));
    call.addAll(List.of("--bayesian", "dirichlet", "--batch-size", 68, "--passes", 20));
    String table = gmm(with(call, "--method", "stepwise")).done();
    double stepwise = elbo(gmm(with(call, "--method", "stepwise", "--json")));
    double refined = elbo(gmm(with(call, "--method", "stepwise-em", "--json")));

    // The bound of all passes; the last steps leave the mean of their noise.
    assertThat(refined).isCloseTo(-1178.979, within(2e-3));
    assertThat(stepwise).isBetween(refined - 5, refined);
    assertThat(table)
        .containsPattern("\nstepwise +80 steps in 20 passes\n")
        .contains("--method stepwise-em goes on with passes over all rows")
        .doesNotContain("converged");
  }

  private static double elbo(Outcome outcome) {
    JsonNode trace = outcome.json().get("fit").get("elboTrace");
    return trace.get(trace.size() - 1).asDouble();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--concentration 1 | --concentration needs --bayesian",
        "--stick-order by-size | --stick-order needs --bayesian",
        "--bayesian dirichlet --stick-order by-size | --stick-order needs --bayesian dirichlet-process",
        "--bayesian dirichlet --concentration 0 | concentration must be finite and > 0, but was 0.0",
        "--bayesian dp | expected one of dirichlet, dirichlet-process but was 'dp'",
        "--bayesian dirichlet --noise 0.1 | --noise cannot go with --bayesian: noise has no prior",
        "--bayesian dirichlet --prior | --prior cannot go with --bayesian: it has a prior anyway",
        "--bayesian dirichlet --regularization 1 | --regularization cannot go with --bayesian",
        "--bayesian dirichlet --animate x.gif | --animate cannot go with --bayesian: its iterations are not recorded",
        "--bayesian dirichlet --method stepwise --restarts 2 | --restarts needs --method em",
        "--bayesian dirichlet --method stepwise --checkpoint x | --checkpoint needs --method em",
        "--bayesian dirichlet --covariance VEV | full, tied, diagonal or spherical covariances, but had model VEV",
        "--bayesian dirichlet --prior-dof 1 | degreesOfFreedom must be finite and > 1.0, but was 1.0"
      })
  void whatCannotBe_isRefusedByName(String options, String message) {
    List<Object> arguments = new ArrayList<>(List.of("fit", FAITHFUL, "--components", 2));
    arguments.addAll(List.of(options.split(" ")));
    Outcome outcome = gmm(arguments.toArray());

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }
}
