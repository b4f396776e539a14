package dev.gmm4j.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.DirichletWeights;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.StickWeights;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posteriors of scikit-learn 1.9.1, which scikit-learn-bayesian.py wrote. */
class ScikitLearnPosteriorTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().automatic();

  @TempDir
  private Path folder;

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(
        requireNonNull(ScikitLearnPosteriorTest.class.getResource(name), name).toURI());
  }

  private static ModelFile read(Path file) {
    return ModelFormat.detect(file).read(file, BACKEND);
  }

  private Path changed(String from, String to) throws IOException, URISyntaxException {
    String text = Files.readString(fixture("scikit-learn-dirichlet-process.json"));
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("changed.json"), text.replace(from, to));
  }

  /** Also of two rows so far from all others that the expected logarithms of the determinants decide. */
  @ParameterizedTest
  @CsvSource({"distribution, 2, 3", "process, 5, 4"})
  void responsibilities_areThoseOfScikitLearn(String prior, int column, int components)
      throws Exception {
    MixturePosterior posterior = requireNonNull(
        read(fixture("scikit-learn-dirichlet-" + prior + ".json")).posterior());
    List<String> lines = Files.readAllLines(fixture("scikit-learn-bayesian.csv"));
    double[][] numbers = lines.stream()
        .skip(1)
        .map(line ->
            Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
    double[][] rows =
        Arrays.stream(numbers).map(row -> Arrays.copyOf(row, 2)).toArray(double[][]::new);
    double[][] responsibilities = posterior.responsibilities(Samples.of(rows), BACKEND);

    assertThat(rows.length).isGreaterThan(15);
    for (int i = 0; i < rows.length; i++) {
      assertThat(responsibilities[i])
          .containsExactly(
              Arrays.copyOfRange(numbers[i], column, column + components), within(1e-9));
    }
  }

  @Test
  void numbers_areThoseOfTheFile() throws Exception {
    ModelFile dirichlet = read(fixture("scikit-learn-dirichlet-distribution.json"));
    ModelFile process = read(fixture("scikit-learn-dirichlet-process.json"));
    MixturePosterior posterior = requireNonNull(process.posterior());
    StickWeights sticks = (StickWeights) posterior.weights();

    assertThat(requireNonNull(dirichlet.posterior()).weights())
        .isInstanceOf(DirichletWeights.class);
    assertThat(sticks.kind()).isEqualTo(WeightPrior.Kind.DIRICHLET_PROCESS);
    assertThat(sticks.order()).containsExactly(0, 1, 2, 3);
    assertThat(sticks.priorConcentration()).isEqualTo(0.25);
    assertThat(posterior.prior().degreesOfFreedom()).isEqualTo(2);
    assertThat(posterior.prior().meanPrecision()).isEqualTo(1);
    assertThat(Arrays.stream(posterior.effectiveCounts()).sum()).isCloseTo(272, within(1e-9));
    assertThat(process.model().means()).isEqualTo(posterior.means());
    assertThat(process.notes()).isEmpty();
    // A model file of ours keeps it all.
    assertThat(ModelFile.fromJson(process.toJson(), BACKEND).posterior()).isEqualTo(posterior);
  }

  @Test
  void restrictedPosteriors_areRefused_withTheReason() throws Exception {
    Path file = Files.writeString(folder.resolve("diag.json"), """
        {"covariance_type": "diag", "weights_": [1], "means_": [[0, 0]], "covariances_": [[1, 2]],
         "weight_concentration_prior_type": "dirichlet_process", "mean_precision_": [5]}
        """);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file))
        .withMessageContaining("must have covariance_type full, but has diag")
        .withMessageContaining("restricted form");
  }

  @Test
  void attributesThatDoNotBelongTogether_areRefused() throws Exception {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(changed("\"mean_prior_\"", "\"precisions_\"")))
        .withMessageContaining("but no 'mean_prior_'");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(changed("\"dirichlet_process\"", "\"dirichlet_distribution\"")))
        .withMessageContaining("weight_concentration_ must have shape [4], but has [2, 4]");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(changed("\"dirichlet_process\"", "\"uniform\"")))
        .withMessageContaining("must be one of dirichlet_distribution, dirichlet_process");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() ->
            read(changed("\"degrees_of_freedom_prior_\": 2", "\"degrees_of_freedom_prior_\": 500")))
        .withMessageContaining("degreesOfFreedom");
  }
}
