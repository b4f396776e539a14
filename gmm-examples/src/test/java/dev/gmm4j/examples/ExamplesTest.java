package dev.gmm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers of the examples against those of others on the same samples: scikit-learn 1.2.1 with tolerances of 1e-12 and less,
 * and the formulas in NumPy 1.24.2, unless said otherwise.
 */
class ExamplesTest {
  @TempDir
  private Path folder;

  @Test
  void clusters_areFound() {
    Runs run = Runs.of(new ClustersExample(), folder);

    run.has("log-likelihood", -4720.788503957514, 1e-8);
    run.has("accuracy", 0.991, 1e-12);
    run.has("adjusted Rand index", 0.9732660456721932, 1e-12);
    assertThat(run.lines()).anyMatch(line -> line.startsWith("iteration 10: log-likelihood -"));
  }

  @Test
  void oneDimension_isFittedAsByOthers() {
    Runs run = Runs.of(new OneDimensionExample(), folder);

    run.has("1-D log-likelihood", -172.95921852069426, 1e-6);
    run.has("2-D log-likelihood", -310.4579321046794, 1e-6);
    run.has("3-D log-likelihood", -433.9247994496807, 1e-6);
    run.has("1-D accuracy", 73 / 90.0, 1e-12);
    run.has("1-D misclassification rate", 17 / 90.0, 1e-12);
    run.has("2-D accuracy", 84 / 90.0, 1e-12);
    run.has("3-D accuracy", 86 / 90.0, 1e-12);
    run.has("1-D accuracy of the true mixture", 75 / 90.0, 1e-12);
    run.has("2-D accuracy of the true mixture", 84 / 90.0, 1e-12);
    run.has("3-D accuracy of the true mixture", 85 / 90.0, 1e-12);
    for (int dimension = 1; dimension <= 3; dimension++) {
      run.has(dimension + "-D agreement with scikit-learn", 1, 0);
    }
    // The likelihood is flat: means move by 1e-4 where it changes by 1e-9.
    double[] means = {-1.64661081, 0.05766161, 2.12577024};
    for (int group = 0; group < 3; group++) {
      String begin = "1-D, group " + group + ": true mean [" + (2.0 * group - 2) + "], fitted [";
      assertThat(run.lines().stream()
              .filter(line -> line.startsWith(begin))
              .map(line -> Double.valueOf(line.substring(begin.length(), line.length() - 1))))
          .singleElement(DOUBLE)
          .isCloseTo(means[group], within(3e-4));
    }
  }

  @Test
  void stepByStep_isTheSameAsTheFormulasInNumPy() {
    Runs run = Runs.of(new StepByStepExample(), folder);

    run.has("mean 0", -5.001387172512521, 1e-10);
    run.has("mean 1", 0.1718398239212955, 1e-10);
    run.has("mean 2", 5.27634381717794, 1e-10);
    run.has("variance 0", 1.379940942959997, 1e-10);
    run.has("variance 1", 2.057824270606102, 1e-10);
    run.has("variance 2", 1.4643490183697034, 1e-10);
    run.has("log-likelihood", -799.8238286005966, 1e-12);
    run.has("mean 0 of the library", run.result("mean 0"), 1e-10);
    run.has("mean 1 of the library", run.result("mean 1"), 1e-10);
    run.has("mean 2 of the library", run.result("mean 2"), 1e-10);
    run.has("log-likelihood of the library", run.result("log-likelihood"), 1e-12);
    assertThat(run.lines().stream().filter(line -> line.startsWith("picture: ")))
        .hasSize(31);
  }

  @Test
  void workedExample_isRightToThePrintedDigits() {
    Runs run = Runs.of(new WorkedExample(), folder);

    assertThat(run.lines())
        .contains(
            " 0: 2.97644006e-02 9.70235407e-01 1.91912550e-07",
            " 1: 3.85713024e-02 9.61426220e-01 2.47747304e-06",
            " 2: 2.44002651e-02 9.75599713e-01 2.16252823e-08",
            " 3: 1.86909096e-02 9.81309090e-01 8.07574590e-10");
    run.has("weight 0 after 1", 0.46988962726281275, 1e-12);
    run.has("weight 1 after 1", 0.3364039276429864, 1e-12);
    run.has("weight 2 after 1", 0.19370644509420082, 1e-12);
    run.has("mean 0 after 1", -7.364699264377121, 1e-12);
    run.has("mean 1 after 1", 9.761040894953279, 1e-12);
    run.has("mean 2 after 1", 0.6323054020746962, 1e-12);
    run.has("variance 0 after 1", 21.937751452136222, 1e-12);
    run.has("variance 1 after 1", 5.717883141766918, 1e-12);
    run.has("variance 2 after 1", 0.7063500468949506, 1e-12);
    List<Double> trace = List.of(
        -211.79387677582142,
        -193.70988761155294,
        -192.37110703457122,
        -191.9207283190843,
        -191.39409496859366,
        -190.64965263866054,
        -189.61289650082597,
        -188.29404810811002,
        -186.92297449637698,
        -186.2012315982925,
        -186.1134204831049);
    for (int i = 0; i < trace.size(); i++) {
      run.has("log-likelihood after " + i, trace.get(i), 1e-12);
    }
    run.has("2-D log-likelihood", -2973.978536284437, 1e-9);
    run.has("log-density at (0.5, 0.5)", -17.843138609663555, 1e-7);
    run.has("x of the mean of its component", 11.091674255902065, 1e-7);
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("(0.5, 0.5) comes from component")
            && line.contains("1.303e-04")
            && line.contains("3.533e-06"));
  }

  @Test
  void shapes_reachTheLikelihoodsOfOthers() {
    Runs run = Runs.of(new ShapesExample(), folder);

    run.has("spherical log-likelihood", -392.2346806593856, 1e-8);
    run.has("diagonal log-likelihood", -374.78853270011166, 1e-8);
    run.has("full log-likelihood", -351.62765004667887, 1e-8);
    run.has("spherical BIC", 835.1262333646403, 1e-8);
    run.has("diagonal BIC", 814.0494480040566, 1e-8);
    run.has("full BIC", 781.5431932551553, 1e-8);
    // Closed form: 2 weights, 6 coordinates of means, and 1, 2 or 3 numbers for each of 3
    // covariances.
    run.has("spherical parameters", 2 + 6 + 3, 0);
    run.has("diagonal parameters", 2 + 6 + 6, 0);
    run.has("full parameters", 2 + 6 + 9, 0);
    run.has("log-likelihood", -351.62765004667887, 1e-5);
    assertThat(run.result("converged at iteration")).isBetween(5.0, 100.0);
  }

  @Test
  void kMeans_losesAgainstAMixture_onStretchedGroups() {
    Runs run = Runs.of(new KMeansExample(), folder);

    run.has("round: inertia of k-means", 260.7750661940905, 1e-9);
    run.has("round: accuracy of k-means", 0.9975, 1e-12);
    run.has("round: log-likelihood of the mixture", -1235.396102134528, 1e-8);
    run.has("round: accuracy of the mixture", 0.9975, 1e-12);
    run.has("stretched: inertia of k-means", 153.39054787001533, 1e-9);
    run.has("stretched: accuracy of k-means", 0.9325, 1e-12);
    run.has("stretched: log-likelihood of the mixture", -739.5561095630648, 1e-8);
    run.has("stretched: accuracy of the mixture", 0.9975, 1e-12);
  }

  @Test
  void outliers_areTheLeastLikely() {
    Runs run = Runs.of(new OutliersExample(), folder);

    run.has("outliers", 10, 0);
    run.has("threshold", -8.68653007826271, 1e-5);
    run.has("least log-density", -11.392900649035772, 1e-5);
    assertThat(run.lines().stream()
            .filter(line -> line.startsWith("row "))
            .map(line -> Integer.parseInt(line.substring(4, 7).strip())))
        .containsExactly(29, 95, 111, 123, 184, 228, 265, 348, 350, 402);
  }

  /** BIC of mclust 6.0.0, which stops at a relative change of 1e-5; densities at the maximum by scikit-learn. */
  @Test
  void density_isThatOfMclustsChoice() {
    Runs run = Runs.of(new DensityExample(), folder);

    run.has("components", 3, 0);
    run.has("BIC", 2314.316295666, 2e-5);
    run.has("log-likelihood", -1126.315927823477, 1e-5);
    run.has("log-density at (2, 55)", -3.32616442, 1e-3);
    run.has("log-density at (3, 65)", -8.62111836, 1e-3);
    assertThat(run.lines()).contains("best: EEE with 3 components");
  }

  static List<Example> examples() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isShort_andCanBeAskedFor(Example example) throws IOException {
    Path source = Path.of("src/main/java/dev/gmm4j/examples")
        .resolve(example.getClass().getSimpleName() + ".java");

    assertThat(Files.readAllLines(source)).hasSizeLessThan(140);
    assertThat(Files.readString(source)).doesNotContain("dev.gmm4j.internal", "dev.gmm4j.em");
    assertThat(Examples.named(example.name())).containsSame(example);
    assertThat(example.name()).matches("[a-z-]+");
    assertThat(example.summary()).isNotBlank().hasSizeLessThan(80);
  }

  @Test
  void unknownName_isNoExample() {
    assertThat(Examples.named("no-such-example")).isEmpty();
  }
}
