package dev.gmm4j.cli.select;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The call of {@code gmm fit} that a selection prints: typed into a shell, it gives the same bits. */
class FitCallTest {
  private static final List<String> PARAMETERS =
      List.of("weights", "means", "covariances", "covarianceModel", "noise", "mixingProportions");

  @TempDir
  private Path folder;

  /** A file whose name and header a shell would take apart, with a column of weights. */
  private Path awkward() throws IOException {
    List<String> lines = Files.readAllLines(data("faithful.csv"));
    StringBuilder text = new StringBuilder("time of eruption,it's $waiting,\"w\"\n");
    for (int i = 1; i < lines.size(); i++) {
      text.append(lines.get(i)).append(',').append(0.5 + 0.5 * (i % 3)).append('\n');
    }
    return Files.writeString(folder.resolve("old & faithful's \"data\" $1.csv"), text);
  }

  /** Returns the arguments that a shell makes of the printed call, the name of the program left out. */
  private static List<String> parsed(String table) throws IOException {
    List<String> lines = table.lines().toList();
    String call = lines.get(lines.indexOf("the chosen model again") + 1);
    assertThat(call).startsWith("gmm fit ");
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + call.substring(4))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (var out = shell.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static void assertRepeated(JsonNode selected, JsonNode candidate, JsonNode fitted) {
    for (String parameter : PARAMETERS) {
      assertThat(fitted.get(parameter)).as(parameter).isEqualTo(selected.get(parameter));
    }
    assertThat(fitted.get("fit").get("logLikelihood"))
        .isEqualTo(selected.get("fit").get("logLikelihood"))
        .isEqualTo(candidate.get("logLikelihood"));
    assertThat(fitted.get("fit").get("logLikelihoodTrace"))
        .isEqualTo(selected.get("fit").get("logLikelihoodTrace"));
  }

  private static Object[] with(List<?> arguments, Object... more) {
    return Stream.concat(arguments.stream(), Arrays.stream(more)).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--models EEE,VVV --components 2-3",
        "--models full --components 3 --seed 12 --restarts 3 --init short-em,k-means,random",
        "--models VVV,diagonal --components 4 --regularization 0.05 --seed -7 --init random-from-data",
        "--models VVI --components 1",
        "--models VVV --components 2 --trim 0.05 --trim-form hard --max-eigenvalue-ratio 50",
        "--models VEV --components 2 --weights-column w --proportions equal --tolerance 1e-3",
        "--models VVV --components 3 --columns 1,0 --weights-column 2 --max-iterations 9",
        "--models VVV --components 2 --noise 0.1 --noise-volume 1e3 --degeneracy regularize",
        "--models full --components 2 --prior --prior-mean -3.5,70 --prior-shrinkage 0.1",
        "--models VVV --components 2 --prior --columns 0,1 --criterion icl --header yes",
      })
  void printedCall_givesTheSameBits(String options) throws IOException {
    Path file = awkward();
    Path model = folder.resolve("model.json");
    List<Object> select = new ArrayList<>(List.of("select", file));
    select.addAll(List.of(options.split(" ")));
    if (!options.contains("--columns") && !options.contains("--weights-column")) {
      select.addAll(List.of("--columns", "time of eruption,it's $waiting"));
    }

    List<String> call = parsed(gmm(with(select, "--output", model)).done());
    JsonNode json = gmm(with(select, "--json")).json();
    JsonNode fitted = gmm(with(call, "--json")).json();

    JsonNode best = null;
    for (JsonNode candidate : json.get("candidates")) {
      if (candidate.get("covariance").equals(json.get("covariance"))
          && candidate.get("components").equals(json.get("components"))) {
        best = candidate;
      }
    }
    JsonNode selected = JsonMapper.shared().readTree(Files.readString(model));
    assertRepeated(selected, best, fitted);
    List<String> arguments = new ArrayList<>();
    best.get("fitArguments").forEach(argument -> arguments.add(argument.asString()));
    assertThat(arguments).isEqualTo(call);
  }

  @Test
  void everyCell_hasItsSettingsAndArguments() {
    JsonNode json = gmm(
            "select",
            data("faithful.csv"),
            "--components",
            "1-3",
            "--models",
            "EII,VVV",
            "--seed",
            5,
            "--restarts",
            2,
            "--regularization",
            1e-3,
            "--json")
        .json();

    assertThat(json.get("candidates")).hasSize(6);
    for (JsonNode candidate : json.get("candidates")) {
      List<String> arguments = new ArrayList<>();
      candidate.get("fitArguments").forEach(argument -> arguments.add(argument.asString()));
      JsonNode fitted = gmm(with(arguments, "--json")).json();
      assertThat(fitted.get("fit").get("logLikelihood")).isEqualTo(candidate.get("logLikelihood"));
      assertThat(fitted.get("fit").get("seed").asLong()).isEqualTo(5);
      assertThat(fitted.get("fit").get("regularization").asDouble()).isEqualTo(1e-3);
    }
    assertThat(json.get("candidates").get(0).get("settings").toString())
        .isEqualTo("{\"initializations\":[\"hierarchical\"],\"restarts\":1,\"maxIterations\":1000,"
            + "\"convergence\":\"aitken\",\"tolerance\":1.0E-6,\"acceleration\":\"squarem\","
            + "\"regularization\":0.001,\"regularizationKind\":\"absolute\",\"degeneracy\":\"fail\","
            + "\"mixingProportions\":\"free\",\"seed\":5}");
    assertThat(json.get("candidates").get(5).get("settings").get("restarts").asInt())
        .isEqualTo(2);
  }

  /** By all initializations of the candidate, and by the one that won alone; of one feature by what is added for it. */
  @ParameterizedTest
  @CsvSource({
    "faithful.csv, hierarchical, 56",
    "faithful.csv, short-em, 56",
    "faithful.csv, default, 56",
    "worked-example-1d.csv, default, 8"
  })
  void everyCell_isReachedByFit(String file, String initialization, int cells) {
    List<Object> select =
        new ArrayList<>(List.of("select", data(file), "--components", "1-4", "--json"));
    if (!initialization.equals("default")) {
      select.addAll(List.of("--init", initialization));
    }
    JsonNode json = gmm(select.toArray()).json();

    assertThat(json.get("candidates")).hasSize(cells);
    for (JsonNode candidate : json.get("candidates")) {
      if (!candidate.has("failure")) {
        List<String> arguments = new ArrayList<>();
        candidate.get("fitArguments").forEach(argument -> arguments.add(argument.asString()));
        assertReached(candidate, gmm(with(arguments, "--json")).json());
        arguments.set(
            arguments.indexOf("--init") + 1, candidate.get("bestStart").asString());
        assertReached(candidate, gmm(with(arguments, "--json", "--threads", 1)).json());
      }
    }
  }

  private static void assertReached(JsonNode candidate, JsonNode fitted) {
    String cell = candidate.get("covariance") + ", " + candidate.get("components");
    JsonNode fit = fitted.get("fit");
    assertThat(fit.get("logLikelihood")).as(cell).isEqualTo(candidate.get("logLikelihood"));
    assertThat(fit.get("bic")).as(cell).isEqualTo(candidate.get("bic"));
  }

  @Test
  void standardInput_isReadAgain() throws IOException {
    String rows = Files.readString(data("faithful.csv"));
    Outcome selected =
        gmmWithInput(rows, "select", "-", "--components", "2", "--models", "EEE", "--threads", 1);
    List<String> call = parsed(selected.done());

    assertThat(call).startsWith("fit", "-").doesNotContain("--threads");
    assertThat(gmmWithInput(rows, call.toArray()).done()).contains("log-likelihood  -11");
  }
}
