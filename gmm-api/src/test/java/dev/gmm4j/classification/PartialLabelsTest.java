package dev.gmm4j.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits to rows of which some have known classes. */
class PartialLabelsTest {
  private static MixtureClassifierEstimator.Builder edda(String model) {
    return MixtureClassifierEstimator.builder()
        .model(CovarianceModel.parse(model))
        .estimator(e -> e.tolerance(1e-11).maxIterations(5000));
  }

  /**
   * Labels of every third row of iris. EEE, VVV, VVI and VII: an EM in NumPy run to 1e-13 of the log-likelihood; VEV: mclust
   * 6.1.3, MclustSSC, which stops at 1e-5.
   */
  @ParameterizedTest
  @CsvSource({
    "EEE, -257.15147819, 1e-7, 3",
    "VVV, -182.56884249, 1e-7, 3",
    "VVI, -307.69986584, 1e-7, 9",
    "VII, -391.62479758, 1e-7, 12",
    "VEV, -188.406086, 2e-3, 2"
  })
  void rowsOfUnknownClass_areFittedAsByOthers(
      String model, double logLikelihood, double tolerance, int errors) {
    LabelledData iris = LabelledData.of("iris");
    MixtureClassifierFit fit = edda(model).build().fit(iris.samples(), iris.everyThirdLabel());

    assertThat(fit.score().jointLogLikelihood()).isCloseTo(logLikelihood, within(tolerance));
    assertThat(fit.score().labelledRows()).isEqualTo(50);
    int[] predicted = fit.classifier().predict(iris.samples());
    int wrong = 0;
    for (int i = 0; i < predicted.length; i++) {
      wrong += i % 3 != 0 && predicted[i] != iris.classes()[i] ? 1 : 0;
    }
    assertThat(wrong).isEqualTo(errors);
    double n = Math.log(150);
    assertThat(fit.score().bic())
        .isCloseTo(
            -2 * fit.score().jointLogLikelihood() + fit.score().freeParameters() * n, within(1e-9));
  }

  /** Two classes of two components each, two features, labels of some rows; against loops over rows, iteration by iteration. */
  @Test
  void iterations_areThoseOfLoopsOverRows_andNeverWorse() {
    double[][] rows = crosses(120);
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 4 < 2 ? i % 4 : Labels.UNKNOWN;
    }
    Labels some = Labels.of(List.of("a", "b"), labels);
    MixtureClassifier first = fit(rows, some, 0).classifier();
    int[] componentOf = new int[rows.length];
    Arrays.fill(componentOf, -1);
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] >= 0) {
        componentOf[i] = 2 * labels[i] + clusters(rows, labels, labels[i])[i];
      }
    }
    NaiveLabelledEm naive = new NaiveLabelledEm(rows, labels, new int[] {0, 0, 1, 1}, componentOf);

    assertThat(first.freeParameters()).isEqualTo(3 + 4 * 5);
    double before = -1e300;
    for (int iterations = 0; iterations < 25; iterations++) {
      double ours = fit(rows, some, iterations).score().jointLogLikelihood();
      assertThat(ours).isCloseTo(naive.iterate(), within(1e-9 * Math.abs(ours)));
      // But for rounding, at the limit.
      assertThat(ours).isGreaterThanOrEqualTo(before - 1e-12 * Math.abs(before));
      before = ours;
    }
  }

  /** The same with priors that are given, and noise among the rows of unknown class; each alone and both. */
  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void givenPriorsAndNoise_areThoseOfLoopsOverRows(boolean given, boolean noise) {
    double[][] rows = crosses(120);
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 4 < 2 ? i % 4 : Labels.UNKNOWN;
    }
    for (int i = 2; i < rows.length; i += 8) {
      rows[i][0] = 8 - i / 8.0;
      rows[i][1] = 8 - (i * 7 % 40) / 2.5;
    }
    Labels some = Labels.of(List.of("a", "b"), labels);
    int[] componentOf = new int[rows.length];
    Arrays.fill(componentOf, -1);
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] >= 0) {
        componentOf[i] = 2 * labels[i] + clusters(rows, labels, labels[i])[i];
      }
    }
    NaiveLabelledEm naive = new NaiveLabelledEm(
        rows,
        labels,
        new int[] {0, 0, 1, 1},
        componentOf,
        given ? new double[] {0.3, 0.7} : null,
        noise ? 0.05 : 0,
        1.0 / 400);
    double before = -1e300;
    for (int iterations = 0; iterations < 20; iterations++) {
      int count = iterations;
      MixtureClassifierFit fit = MixtureClassifierEstimator.builder()
          .model(CovarianceModel.VVV)
          .components(2, 2)
          .priors(given ? Map.of("a", 0.3, "b", 0.7) : null)
          .noise(noise ? box(InitialNoise.share(0.05)) : null)
          .estimator(e -> e.maxIterations(count).acceleration(Acceleration.NONE).tolerance(0))
          .build()
          .fit(Samples.of(rows), some);
      double ours = fit.score().jointLogLikelihood();
      UniformNoise found = fit.classifier().noise();
      assertThat(found == null ? 0 : found.weight()).isCloseTo(naive.noiseWeight(), within(1e-10));
      assertThat(ours).isCloseTo(naive.iterate(), within(1e-9 * Math.abs(ours)));
      assertThat(ours).isGreaterThanOrEqualTo(before - 1e-12 * Math.abs(before));
      before = ours;
      if (given) {
        assertThat(fit.classifier().priors()).containsExactly(0.3, 0.7);
      }
    }
    assertThat(before).isLessThan(0);
  }

  private static InitialNoise box(InitialNoise noise) {
    return noise.withRegion(NoiseRegion.of(new double[] {-10, -10}, new double[] {10, 10}));
  }

  /** Where every row has a class none is noise: its share is as given, and classes are as without it. */
  @Test
  void noiseOfCompleteLabels_isGiven_andTakesWhatIsFar() {
    LabelledData iris = LabelledData.of("iris");
    MixtureClassifier without = edda("VVV").build().classifier(iris.samples(), iris.labels());
    MixtureClassifier classifier = edda("VVV")
        .noise(InitialNoise.share(0.02))
        .build()
        .classifier(iris.samples(), iris.labels());
    UniformNoise noise = Objects.requireNonNull(classifier.noise());
    double[] far = {9, 1, 4, 4};

    assertThat(noise.weight()).isEqualTo(0.02);
    assertThat(classifier.mixtures()).isEqualTo(without.mixtures());
    assertThat(classifier.priors()).containsExactly(without.priors());
    assertThat(classifier.freeParameters()).isEqualTo(without.freeParameters() + 2);
    // Bayes' rule by hand.
    double[] row = iris.rows()[60];
    double ofNoise = 0.02 / noise.region().volume();
    double ofClasses = 0.98 * Math.exp(without.mixtureOverClasses().logDensity(row));
    Samples two = Samples.of(new double[][] {row, far});
    assertThat(classifier.noiseProbabilities(two)[0])
        .isCloseTo(ofNoise / (ofNoise + ofClasses), within(1e-12));
    double[] known = without.probabilities(row);
    for (int c = 0; c < 3; c++) {
      assertThat(classifier.probabilities(two)[0][c])
          .isCloseTo(known[c] * ofClasses / (ofNoise + ofClasses), within(1e-12));
    }
    assertThat(classifier.predict(two)).containsExactly(1, DecisionRule.REJECTED);
    assertThat(classifier.predict(two, DecisionRule.LIKELIEST.withMinProbability(1e-300)))
        .containsExactly(1, DecisionRule.REJECTED);
    assertThat(classifier.predict(far)).isEqualTo(DecisionRule.REJECTED);
    assertThat(without.predict(far)).isNotEqualTo(DecisionRule.REJECTED);
    assertThat(classifier.toBuilder().build()).isEqualTo(classifier);
    ClassifierScore score =
        classifier.score(two, Labels.of(List.of("0", "1", "2"), new int[] {1, 0}));
    assertThat(score.rejected()).isEqualTo(1);
    assertThat(score.logLoss()).isGreaterThan(5);
  }

  /** Rows that were drawn evenly beside labelled classes are found to be noise, in the share that they were drawn in. */
  @Test
  void noiseAmongRowsOfUnknownClass_hasItsShareFound() {
    Randomness random = new Randomness(11);
    int n = 3000;
    double[][] rows = new double[n][2];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      boolean isNoise = i % 10 == 9;
      double centre = i % 2 == 0 ? -4 : 4;
      for (int j = 0; j < 2; j++) {
        rows[i][j] = isNoise ? 20 * random.nextDouble() - 10 : centre + random.nextGaussian();
      }
      labels[i] = i % 10 < 4 ? i % 2 : Labels.UNKNOWN;
    }
    MixtureClassifier classifier = edda("VVV")
        .noise(box(InitialNoise.share(0.5)))
        .build()
        .classifier(Samples.of(rows), Labels.of(List.of("left", "right"), labels));

    // Some three standard deviations of the share of 3000 rows.
    assertThat(Objects.requireNonNull(classifier.noise()).weight()).isCloseTo(0.1, within(0.015));
    int[] decided = classifier.predict(Samples.of(rows));
    long wrong =
        IntStream.range(0, n).filter(i -> i % 10 != 9 && decided[i] != i % 2).count();
    assertThat(wrong).isLessThan(n / 50);
    assertThatThrownBy(() ->
            MixtureClassifierEstimator.builder().estimator(e -> e.noise(InitialNoise.share(0.1))))
        .hasMessageStartingWith("noise of a classifier is set beside its classes, not in theirs");
  }

  /** The components that labelled rows of a class begin in: those of a mixture of one shape. */
  private static int[] clusters(double[][] rows, int[] labels, int wanted) {
    int[] own = IntStream.range(0, rows.length).filter(i -> labels[i] == wanted).toArray();
    Samples samples = SelectedSamples.of(Samples.of(rows), own);
    int[] found = GaussianMixtureEstimator.builder()
        .components(2)
        .covariance(CovarianceModel.EEI)
        .build()
        .fit(samples)
        .model()
        .predict(samples);
    int[] all = new int[rows.length];
    for (int i = 0; i < own.length; i++) {
      all[own[i]] = found[i];
    }
    return all;
  }

  private static MixtureClassifierFit fit(double[][] rows, Labels labels, int iterations) {
    return MixtureClassifierEstimator.builder()
        .model(CovarianceModel.VVV)
        .components(2, 2)
        .estimator(
            e -> e.maxIterations(iterations).acceleration(Acceleration.NONE).tolerance(0))
        .build()
        .fit(Samples.of(rows), labels);
  }

  /** Rows of four blobs in turn: two of class a, at the left and at the right, two of class b, below and above. */
  private static double[][] crosses(int count) {
    Randomness random = new Randomness(7);
    double[][] rows = new double[count][2];
    for (int i = 0; i < count; i++) {
      boolean isFirst = i % 8 < 4;
      double at = isFirst ? -3 : 3;
      boolean isA = i % 2 == 0;
      rows[i][0] = (isA ? at : 0) + random.nextGaussian();
      rows[i][1] = (isA ? 0 : at) + 0.7 * random.nextGaussian();
    }
    return rows;
  }

  /** With the class of each row, and all of them known, VVV is a normal distribution of each class. */
  @Test
  void missingValues_countByWhatIsObserved() {
    LabelledData iris = LabelledData.of("iris");
    double[][] rows = Arrays.stream(iris.rows()).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < rows.length; i += 4) {
      rows[i][i / 4 % 4] = Double.NaN;
    }
    Samples samples = Samples.of(rows).withMissingValues();
    MixtureClassifierFit fit = edda("VVV").build().fit(samples, iris.labels());

    double expected = 0;
    for (int c = 0; c < 3; c++) {
      double[][] own = Arrays.copyOfRange(rows, 50 * c, 50 * c + 50);
      expected += GaussianMixtureEstimator.builder()
          .components(1)
          .regularization(0)
          .tolerance(1e-12)
          .build()
          .fit(Samples.of(own).withMissingValues())
          .logLikelihood();
    }
    expected += 150 * Math.log(1.0 / 3);
    assertThat(fit.score().jointLogLikelihood()).isCloseTo(expected, within(1e-7));
    assertThat(fit.score().errors()).isLessThan(6);
  }

  /** A class that no labelled row has takes the rows that are of none of the others. */
  @Test
  void otherClass_takesWhatIsNew() {
    LabelledData iris = LabelledData.of("iris");
    int[] labels = iris.classes().clone();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i] == 0 || i % 2 == 1 ? Labels.UNKNOWN : labels[i] - 1;
    }
    MixtureClassifier classifier = edda("EEE")
        .otherClass("new")
        .build()
        .fit(iris.samples(), Labels.of(List.of("versicolor", "virginica"), labels))
        .classifier();

    assertThat(classifier.classes()).containsExactly("versicolor", "virginica", "new");
    assertThat(classifier.priors()[2]).isCloseTo(1.0 / 3, within(1e-6));
    assertThat(Arrays.copyOf(classifier.predict(iris.samples()), 50)).containsOnly(2);
  }

  /** Labels that are certain, or not there, are labels. */
  @Test
  void softLabels_ofZerosAndOnes_areLabels() {
    LabelledData iris = LabelledData.of("iris");
    Labels hard = iris.everyThirdLabel();
    double[][] probabilities = new double[150][3];
    for (int i = 0; i < 150; i++) {
      if (hard.index(i) >= 0) {
        probabilities[i][hard.index(i)] = 1;
      }
    }
    SoftLabels soft = SoftLabels.of(hard.classes(), probabilities);

    assertThat(
            edda("EEE").build().fit(soft.expand(iris.samples()), soft.labels()).classifier())
        .isEqualTo(edda("EEE").build().fit(iris.samples(), hard).classifier());
  }

  /** One maximization over probabilities is that of weighted means. */
  @Test
  void softLabels_weigh() {
    double[][] rows = {{0}, {1}, {4}, {6}};
    double[][] probabilities = {{1, 0}, {0.75, 0.25}, {0.25, 0.75}, {0, 1}};
    SoftLabels soft = SoftLabels.of(List.of("a", "b"), probabilities);
    MixtureClassifier classifier =
        edda("VVV").build().fit(soft.expand(Samples.of(rows)), soft.labels()).classifier();

    assertThat(classifier.priors()).containsExactly(0.5, 0.5);
    assertThat(classifier.mixture(0).mean(0)[0]).isCloseTo(1.75 / 2, within(1e-15));
    assertThat(classifier.mixture(1).mean(0)[0]).isCloseTo(9.25 / 2, within(1e-15));
  }

  @Test
  void whatCannotBe_isRefusedByName() {
    LabelledData iris = LabelledData.of("iris");
    Labels some = iris.everyThirdLabel();
    Samples samples = iris.samples();

    assertThatThrownBy(() -> MixtureClassifierEstimator.builder()
            .type(ClassifierType.MIXTURE)
            .build()
            .fit(samples, some))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "labels must be known of all rows for type mixture, but were not of 100; type edda does without");
    assertThatThrownBy(() ->
            edda("EEE").priors(Map.of("0", 0.5, "1", 0.5, "2", 0.0)).build().fit(samples, some))
        .hasMessage("priors must be > 0 where EM finds the classes, but that of \"2\" was 0.0");
    assertThatThrownBy(() -> edda("EEE").otherClass("1").build().fit(samples, some))
        .hasMessage("otherClass must be none of the classes [0, 1, 2], but was \"1\"");
    assertThatThrownBy(() -> SoftLabels.of(List.of("a", "b"), new double[][] {{0.5, 0.6}}))
        .hasMessageStartingWith("probabilities[0] must sum to 1, or all be 0, but summed to 1.1");
  }
}
