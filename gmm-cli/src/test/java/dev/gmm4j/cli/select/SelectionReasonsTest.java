package dev.gmm4j.cli.select;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code gmm select} says of its choice. */
class SelectionReasonsTest {
  /** Brownlee (1960): loss of ammonia in a plant, with air flow, water temperature and concentration of acid. */
  private static final String STACK_LOSS = """
      air,water,acid,loss
      80,27,89,42
      80,27,88,37
      75,25,90,37
      62,24,87,28
      62,22,87,18
      62,23,87,18
      62,24,93,19
      62,24,93,20
      58,23,87,15
      58,18,80,14
      58,18,89,14
      58,17,88,13
      58,18,82,11
      58,19,93,12
      50,18,89,8
      50,18,86,7
      50,19,72,8
      50,19,79,8
      50,20,80,9
      56,20,82,15
      70,20,91,15
      """;

  @TempDir
  private Path folder;

  @Test
  void candidatesOfTooFewRows_areMarkedWithTheReason_andNotChosen() throws IOException {
    Path picture = folder.resolve("criterion.svg");
    Object[] select = {"select", "-", "--components", "1-5", "--models", "EEE,VEV,VVV"};
    String table = gmmWithInput(STACK_LOSS, with(select, "--plot", picture)).done();

    assertThat(table)
        .contains("\nchosen           EEE, 3 components\n")
        .containsPattern("\n +VEV +508\\.92 +.*\\d\\*")
        .containsPattern(
            "\n\\* \\d+ candidates have too few rows for the parameters and are not chosen: V[EV]V, \\d, because"
                + " component \\d has \\d\\.\\d samples, but its own parameters need 1[14]\\.0; ")
        .contains("; --json has the other reasons\n");
    assertThat(Files.readString(picture)).contains("best: EEE, 3");
    String ranking = table.substring(table.indexOf("best candidates"));
    assertThat(ranking.lines().skip(2).limit(3))
        .allMatch(line -> line.matches(" +(EEE|VEV|VVV) +[123] .*"));
    JsonNode json = gmmWithInput(STACK_LOSS, with(select, "--json")).json();
    assertThat(json.get("admissible").asBoolean()).isTrue();
    JsonNode best = null;
    for (JsonNode candidate : json.get("candidates")) {
      if (candidate.has("bic")) {
        assertThat(candidate.get("admissible").asBoolean())
            .isEqualTo(candidate.get("reasons").isEmpty());
      }
      if (candidate.get("covariance").equals(json.get("covariance"))
          && candidate.get("components").equals(json.get("components"))) {
        best = candidate;
      }
    }
    assertThat(best).isNotNull();
    assertThat(best.get("admissible").asBoolean()).isTrue();
  }

  private static Object[] with(Object[] arguments, Object... more) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray();
  }

  @Test
  void tooFewRowsForAll_areAWarning() {
    String rows = "a,b\n0,0\n0,1\n1,0\n5,5\n5,6\n";

    assertThat(gmmWithInput(rows, "select", "-", "--components", "2-3").done())
        .contains(
            "\nchosen           EII, 2 components\n",
            "\nwhy              the fewest free parameters, as the rows support no candidate\n",
            "\nwarning: too few rows for any candidate; of the chosen one, component ",
            " has 2.0 samples, but its own"
                + " parameters need 4.0; 2 components have too few; its 6 free parameters need 9 samples, but there are 5;"
                + " try fewer components, simpler models or --prior\n")
        .doesNotContain("\nnext ");
    JsonNode json =
        gmmWithInput(rows, "select", "-", "--components", "2-3", "--json").json();
    assertThat(json.get("admissible").asBoolean()).isFalse();
    assertThat(json.get("next")).isEmpty();
  }

  @Test
  void next_areTheBestOfTheOthers() {
    Object[] select = {
      "select", data("faithful.csv"), "--components", "2-3", "--models", "EEE,VVE,VEE"
    };
    String table = gmm(select).done();
    JsonNode json = gmm(with(select, "--json")).json();

    assertThat(table)
        .contains("\nchosen           EEE, 3 components\n")
        .contains(
            "\nwhy              the lowest BIC of 6 candidates that the rows support; the lead is "
                + "positive evidence\n")
        .containsPattern(
            "\nnext +VVE, 2 \\(\\+5\\.\\d\\d\\), VEE, 3 \\(\\+\\d\\.\\d\\d\\), \\w{3}, \\d \\(\\+\\d+\\.\\d\\d\\)\n");
    assertThat(json.get("why").asString()).startsWith("the lowest BIC of 6 candidates");
    double best = bic(json, "EEE", 3);
    assertThat(json.get("next")).hasSize(3);
    for (JsonNode next : json.get("next")) {
      double value =
          bic(json, next.get("covariance").asString(), next.get("components").asInt());
      assertThat(next.get("difference").asDouble()).isCloseTo(value - best, within(1e-9));
    }
  }

  private static double bic(JsonNode json, String covariance, int components) {
    for (JsonNode candidate : json.get("candidates")) {
      if (candidate.get("covariance").asString().equals(covariance)
          && candidate.get("components").asInt() == components) {
        return candidate.get("bic").asDouble();
      }
    }
    throw new AssertionError("no " + covariance + ", " + components);
  }

  /** The printed call reaches the printed criterion. */
  @Test
  void criterionOfTheChoice_isWhatFitReaches() {
    for (String criterion : List.of("bic", "icl", "aic")) {
      JsonNode json = gmm(
              "select",
              data("faithful.csv"),
              "--components",
              "1-4",
              "--models",
              "VVV,EEE,VII",
              "--criterion",
              criterion,
              "--json")
          .json();
      for (JsonNode candidate : json.get("candidates")) {
        if (candidate.get("covariance").equals(json.get("covariance"))
            && candidate.get("components").equals(json.get("components"))) {
          List<Object> call = new ArrayList<>();
          candidate.get("fitArguments").forEach(argument -> call.add(argument.asString()));
          JsonNode fit = gmm(with(call.toArray(), "--json")).json().get("fit");
          assertThat(fit.get("bic")).isEqualTo(candidate.get("bic"));
          assertThat(fit.get("aic")).isEqualTo(candidate.get("aic"));
        }
      }
    }
  }

  /** Two bars that cross at right angles, and two blobs: two of four components make one cluster. */
  @Test
  void overlappingComponents_pointToMerging() throws IOException {
    Random random = new Random(2);
    StringBuilder rows = new StringBuilder("x,y\n");
    double[][] deviations = {{3, 0.3}, {0.3, 3}, {0.5, 0.5}, {0.5, 0.5}};
    double[][] centres = {{0, 0}, {0, 0}, {9, 9}, {-9, 9}};
    for (int i = 0; i < 600; i++) {
      for (int j = 0; j < 2; j++) {
        rows.append(centres[i % 4][j] + deviations[i % 4][j] * random.nextGaussian());
        rows.append(j == 0 ? ',' : '\n');
      }
    }
    Path file = Files.writeString(folder.resolve("cross.csv"), rows);
    Path model = folder.resolve("model.json");
    Object[] select = {"select", file, "--components", "4", "--models", "VVI,VVV"};
    String table = gmm(with(select, "--output", model)).done();

    assertThat(table)
        .contains(
            "\nnote: the 4 components overlap, and merge to 3 clusters that do not (elbow of the entropy); see gmm merge "
                + model + " " + file + "\n");
    assertThat(gmm("merge", model, file).done()).contains("at 3 clusters");
    assertThat(gmm(with(select, "--json")).json().get("mergeToClusters").asInt())
        .isEqualTo(3);
    assertThat(gmm(
                "select",
                data("iris.csv"),
                "--columns",
                "0,1,2,3",
                "--components",
                "2-3",
                "--models",
                "VEV",
                "--json")
            .json()
            .has("mergeToClusters"))
        .isFalse();
  }
}
