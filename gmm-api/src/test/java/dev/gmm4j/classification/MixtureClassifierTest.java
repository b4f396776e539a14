package dev.gmm4j.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureClassifierTest {
  private static final LabelledData IRIS = LabelledData.of("iris");

  /** Numbers that nobody has checked. */
  private record OneColumn(double[] numbers) implements RowSource {
    @Override
    public long rows() {
      return numbers.length;
    }

    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      System.arraycopy(numbers, (int) first, destination, 0, count);
    }
  }

  private static MixtureClassifierEstimator.Builder edda(CovarianceModel model) {
    return MixtureClassifierEstimator.builder().model(model);
  }

  private static GaussianMixture normal(double mean, double variance) {
    return GaussianMixture.of(
        new double[] {1},
        new double[][] {{mean}},
        Covariances.spherical(new double[] {variance}, 1));
  }

  private static MixtureClassifier two() {
    return MixtureClassifier.builder(List.of("low", "high"), List.of(normal(0, 1), normal(4, 1)))
        .priors(new double[] {0.25, 0.75}, ClassPriors.GIVEN)
        .build();
  }

  /** At 1: densities e^-1/2 and e^-9/2 times the priors. */
  @Test
  void probabilities_areThoseOfBayes() {
    double low = 0.25 * Math.exp(-0.5);
    double high = 0.75 * Math.exp(-4.5);

    assertThat(two().probabilities(new double[] {1}))
        .containsExactly(new double[] {low / (low + high), high / (low + high)}, within(1e-15));
    assertThat(two().mixtureOverClasses().logDensity(new double[] {1}))
        .isCloseTo(Math.log((low + high) / Math.sqrt(2 * Math.PI)), within(1e-14));
    assertThat(two().predict(Samples.of(new double[][] {{1}, {3}, {1e8}, {-1e8}})))
        .containsExactly(0, 1, 1, 0);
  }

  @Test
  void score_isThatOfHand() {
    Samples samples = Samples.of(new double[][] {{1}, {3}, {1}}).weighted(new double[] {1, 2, 0});
    ClassifierScore score =
        two().score(samples, Labels.of(List.of("low", "high"), new int[] {1, 1, 0}));

    double[] first = two().probabilities(new double[] {1});
    double[] second = two().probabilities(new double[] {3});
    assertThat(score.rows()).isEqualTo(2);
    assertThat(score.errors()).isEqualTo(1);
    assertThat(score.errorRate()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(score.confusion()).isDeepEqualTo(new long[][] {{0, 0, 0}, {1, 1, 0}});
    assertThat(score.brierScore())
        .isCloseTo((first[0] * first[0] + 2 * second[0] * second[0]) / 3, within(1e-15));
    assertThat(score.logLoss())
        .isCloseTo(-(Math.log(first[1]) + 2 * Math.log(second[1])) / 3, within(1e-14));
    assertThat(score.jointLogLikelihood())
        .isCloseTo(
            score.logLikelihood() + Math.log(first[1]) + 2 * Math.log(second[1]), within(1e-13));
    assertThat(score.freeParameters()).isEqualTo(4);
  }

  @Test
  void decisions_weighCostsAndReject() {
    double[] probabilities = {0.3, 0.6, 0.1};

    assertThat(DecisionRule.LIKELIEST.decide(probabilities, -5)).isEqualTo(1);
    assertThat(DecisionRule.LIKELIEST.withMinProbability(0.61).decide(probabilities, -5))
        .isEqualTo(DecisionRule.REJECTED);
    assertThat(DecisionRule.LIKELIEST.withMinLogDensity(-4).decide(probabilities, -5))
        .isEqualTo(DecisionRule.REJECTED);
    double[][] costs = {{0, 1, 1}, {1, 0, 1}, {20, 20, 0}};
    // Expected 2.6, 2.3 and 0.9.
    assertThat(DecisionRule.LIKELIEST.withCosts(costs).decide(probabilities, -5))
        .isEqualTo(2);
    assertThatThrownBy(() -> DecisionRule.LIKELIEST.withCosts(new double[][] {{0, 1}, {-1, 0}}))
        .hasMessage("costs[1][0] must be finite and >= 0, but was -1.0");
    assertThatThrownBy(() -> two()
            .predict(Samples.of(new double[][] {{1}}), DecisionRule.LIKELIEST.withCosts(costs)))
        .hasMessage("costs must be of classes = 2, but were of 3");
    assertThatThrownBy(() -> DecisionRule.LIKELIEST.withMinProbability(2))
        .hasMessage("minProbability must be in [0, 1], but was 2.0");
  }

  @Test
  void classes_ascendAsNumbersOrTexts() {
    assertThat(Labels.of(List.of("10", "9", "9.5", "10")).classes())
        .containsExactly("9", "9.5", "10");
    assertThat(Labels.of(List.of("10", "b", "9")).classes()).containsExactly("10", "9", "b");
    assertThat(Labels.of(Arrays.asList("b", null, "a")).indices())
        .containsExactly(1, Labels.UNKNOWN, 0);
    assertThat(Labels.of(new int[] {3, -1}).classes()).containsExactly("-1", "3");
    assertThatThrownBy(() -> Labels.of(List.of("a", "z")).in(List.of("a", "b")))
        .hasMessage("labels must be among the classes [a, b], but that of row 1 was \"z\"");
    assertThatThrownBy(() -> two().index("medium"))
        .hasMessage("class must be among [low, high], but was \"medium\"");
  }

  /** Weight 2 is the row twice, weight 0 none. */
  @Test
  void weights_areFrequencies() {
    double[] weights = new double[150];
    for (int i = 0; i < 150; i++) {
      weights[i] = i % 3;
    }
    int[] twice = IntStream.range(0, 150)
        .flatMap(i -> IntStream.range(0, i % 3).map(copy -> i))
        .toArray();
    Samples copied =
        Samples.of(Arrays.stream(twice).mapToObj(i -> IRIS.rows()[i]).toArray(double[][]::new));
    MixtureClassifierEstimator estimator = edda(CovarianceModel.VEV).build();
    ClassifierScore weighted =
        estimator.fit(IRIS.samples().weighted(weights), IRIS.labels()).score();
    ClassifierScore repeated = estimator
        .fit(copied, Labels.of(Arrays.stream(twice).map(i -> IRIS.classes()[i]).toArray()))
        .score();

    assertThat(weighted.logLikelihood())
        .isCloseTo(repeated.logLikelihood(), within(1e-9 * -repeated.logLikelihood()));
    assertThat(weighted.bic()).isCloseTo(repeated.bic(), within(1e-7));
    assertThat(weighted.brierScore()).isCloseTo(repeated.brierScore(), within(1e-10));
  }

  @Test
  void givenPriors_changeProbabilitiesAndParameters() {
    MixtureClassifierFit fit = edda(CovarianceModel.EEE)
        .priors(Map.of("0", 0.2, "1", 0.2, "2", 0.6))
        .build()
        .fit(IRIS.samples(), IRIS.labels());

    assertThat(fit.classifier().priors()).containsExactly(0.2, 0.2, 0.6);
    assertThat(fit.classifier().priorsAre()).isEqualTo(ClassPriors.GIVEN);
    assertThat(fit.score().freeParameters()).isEqualTo(22);
  }

  @Test
  void validation_isTheSameForAnyThreads_andStratified() {
    MixtureClassifierEstimator.Builder builder = MixtureClassifierEstimator.builder();
    ClassifierValidation one = builder
        .estimator(e -> e.threads(1).seed(3))
        .build()
        .validate(IRIS.samples(), IRIS.labels(), 7);
    ClassifierValidation three = builder
        .estimator(e -> e.threads(3).seed(3))
        .build()
        .validate(IRIS.samples(), IRIS.labels(), 7);

    assertThat(one.probabilities()).isDeepEqualTo(three.probabilities());
    assertThat(one.parts()).hasSize(7).allSatisfy(part -> {
      assertThat(part.labelledRows()).isBetween(21L, 22L);
      assertThat(List.of(part.confusion()))
          .allSatisfy(row -> assertThat(Arrays.stream(row).sum()).isBetween(7L, 8L));
    });
    assertThat(one.score().errors())
        .isEqualTo(one.parts().stream().mapToLong(ClassifierScore::errors).sum());
    assertThat(one.errorRateStandardError()).isBetween(0.0, 0.05);
    assertThat(one.score().errorRate()).isBetween(0.01, 0.05);
  }

  @Test
  void crossValidatedLoss_chooses() {
    for (ClassifierCriterion criterion : ClassifierCriterion.values()) {
      MixtureClassifierFit fit = MixtureClassifierEstimator.builder()
          .models(List.of(CovarianceModel.EII, CovarianceModel.EEE, CovarianceModel.VVV))
          .criterion(criterion)
          .folds(5)
          .build()
          .fit(IRIS.samples(), IRIS.labels());

      double best = fit.best().value(criterion);
      assertThat(fit.candidates())
          .allSatisfy(each -> assertThat(each.value(criterion)).isGreaterThanOrEqualTo(best));
      assertThat(fit.best().covariance()).isNotEqualTo(CovarianceModel.EII);
      assertThat(fit.best().validation().isPresent()).isEqualTo(criterion.isCrossValidated());
      assertThat(ClassifierCriterion.parse(criterion.label())).isEqualTo(criterion);
    }
    MixtureClassifierFit mixtures = MixtureClassifierEstimator.builder()
        .type(ClassifierType.MIXTURE)
        .models(List.of(CovarianceModel.EEE, CovarianceModel.VVV))
        .components(1, 2)
        .criterion(ClassifierCriterion.LOG_LOSS)
        .folds(3)
        .build()
        .fit(IRIS.samples(), IRIS.labels());
    assertThat(mixtures.candidates())
        .extracting(ClassifierCandidate::components)
        .containsExactly(1, 2);
  }

  /** What a fit with its scores finds, to the bit, whether or not there is something to choose. */
  @Test
  void classifier_isThatOfTheFit() {
    for (List<CovarianceModel> models : List.of(
        List.of(CovarianceModel.VVV),
        List.of(CovarianceModel.EII, CovarianceModel.EEE, CovarianceModel.VEV))) {
      MixtureClassifierEstimator estimator =
          MixtureClassifierEstimator.builder().models(models).build();

      assertThat(estimator.classifier(IRIS.samples(), IRIS.labels()))
          .isEqualTo(estimator.fit(IRIS.samples(), IRIS.labels()).classifier());
    }
    assertThatThrownBy(() -> edda(CovarianceModel.VVV)
            .build()
            .classifier(
                Samples.of(new double[][] {{0, 0}, {1, 1}, {2, 2}, {5, 0}, {6, 1}, {5, 2}}),
                Labels.of(new int[] {0, 0, 0, 1, 1, 1})))
        .isInstanceOf(GmmException.class)
        .hasMessageStartingWith("none of 1 classifiers has a value of bic; the first (VVV)");
  }

  /** Several blocks and chunks, rows of unknown class and of no weight among them. */
  @Test
  void manyRows_haveTheSameBitsForAnyThreads() {
    int n = 50_000;
    double[][] rows = new double[n][2];
    int[] classes = new int[n];
    double[] weights = new double[n];
    Random random = new Random(5);
    for (int i = 0; i < n; i++) {
      classes[i] = i % 7 == 0 ? Labels.UNKNOWN : i % 3;
      weights[i] = i % 5;
      rows[i][0] = random.nextGaussian() + i % 3;
      rows[i][1] = random.nextGaussian() - i % 3;
    }
    Samples samples = Samples.of(rows).weighted(weights);
    Labels labels = Labels.of(List.of("a", "b", "c"), classes);
    MixtureClassifier one =
        edda(CovarianceModel.EEE).estimator(e -> e.threads(1)).build().classifier(samples, labels);
    MixtureClassifier three = one.toBuilder().threads(3).build();

    ClassifierScore ofOne = one.score(samples, labels);
    ClassifierScore ofThree = three.score(samples, labels);
    assertThat(ofThree).usingRecursiveComparison().ignoringFields("confusion").isEqualTo(ofOne);
    assertThat(ofThree.confusion()).isDeepEqualTo(ofOne.confusion());
    assertThat(ofOne.rows()).isEqualTo(40_000);
    double[][] probabilities = one.probabilities(samples);
    assertThat(three.probabilities(samples)).isDeepEqualTo(probabilities);
    assertThat(one.predict(samples))
        .containsExactly(
            one.predict(samples, DecisionRule.LIKELIEST.withMinProbability(Double.MIN_VALUE)));
    assertThat(one.mixtureOverClasses().logLikelihood(samples))
        .isCloseTo(ofOne.logLikelihood(), within(1e-12 * Math.abs(ofOne.logLikelihood())));
  }

  /** At 60 the lower class has a probability of e^-1550 about, which no double holds, and its logarithm is known. */
  @Test
  void nextToImpossibleClass_hasItsLogLoss() {
    Samples samples = Samples.of(new double[][] {{1}, {60}, {3}, {59}});
    ClassifierScore score =
        two().score(samples, Labels.of(List.of("low", "high"), new int[] {0, 0, 1, 0}));

    double expected = 0;
    int[] truth = {0, 0, 1, 0};
    double[] at = {1, 60, 3, 59};
    for (int i = 0; i < at.length; i++) {
      double low = Math.log(0.25) - at[i] * at[i] / 2;
      double high = Math.log(0.75) - (at[i] - 4) * (at[i] - 4) / 2;
      double largest = Math.max(low, high);
      double sum = largest + Math.log(Math.exp(low - largest) + Math.exp(high - largest));
      expected += sum - (truth[i] == 0 ? low : high);
    }
    assertThat(score.logLoss()).isCloseTo(expected / 4, within(1e-12 * expected));
    assertThat(score.jointLogLikelihood())
        .isCloseTo(score.logLikelihood() - expected, within(1e-12 * expected));
  }

  @Test
  void singularClass_isNoCandidate_unlessRegularized() {
    double[][] rows = {{0, 0}, {1, 1}, {2, 2}, {5, 0}, {6, 1}, {5, 2}, {7, 1}};
    Labels labels = Labels.of(new int[] {0, 0, 0, 1, 1, 1, 1});
    MixtureClassifierEstimator.Builder builder = edda(CovarianceModel.VVV);

    assertThatThrownBy(() -> builder.build().fit(Samples.of(rows), labels))
        .isInstanceOf(GmmException.class)
        .hasMessageStartingWith("none of 1 classifiers has a value of bic; the first (VVV)");
    MixtureClassifier regularized = builder
        .estimator(e -> e.regularization(Regularization.relative(1e-3)))
        .build()
        .fit(Samples.of(rows), labels)
        .classifier();
    assertThat(regularized.predict(Samples.of(rows))).containsExactly(0, 0, 0, 1, 1, 1, 1);
  }

  /** BIC takes their sum for the number of rows: of many candidates none would have a value. */
  @Test
  void weightsThatSumToOne_areRefusedForBic_andNotElsewhere() {
    double[] weights = new double[150];
    Arrays.fill(weights, 1.0 / 150);
    Samples samples = IRIS.samples().weighted(weights);
    MixtureClassifierEstimator two = MixtureClassifierEstimator.builder()
        .models(List.of(CovarianceModel.EEE, CovarianceModel.VVV))
        .build();
    String refusal =
        "criterion bic takes the total weight for the number of samples, which must be > 1, but the weights of"
            + " %d rows sum to %s";

    assertThatThrownBy(() -> two.fit(samples, IRIS.labels()))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageStartingWith(refusal.formatted(150, "1"))
        .hasMessageEndingWith("Samples.withNormalizedWeights() scales them to the number of rows");
    assertThatThrownBy(() -> two.toBuilder()
            .type(ClassifierType.MIXTURE)
            .components(1, 1)
            .build()
            .fit(samples, IRIS.labels()))
        .hasMessageStartingWith("class \"0\": " + refusal.formatted(50, "0.333"));
    MixtureClassifier frequencies =
        two.fit(samples.withNormalizedWeights(), IRIS.labels()).classifier();
    MixtureClassifierFit validated = two.toBuilder()
        .criterion(ClassifierCriterion.LOG_LOSS)
        .folds(3)
        .build()
        .fit(samples, IRIS.labels());
    assertThat(validated.best().value(ClassifierCriterion.LOG_LOSS)).isFinite();
    MixtureClassifier only =
        edda(CovarianceModel.EEE).build().fit(samples, IRIS.labels()).classifier();
    assertThat(only.priors())
        .containsExactly(frequencies.priors(), within(1e-15))
        .doesNotContain(Double.NaN);
  }

  /** Rows of a class, or of a part, have other numbers among themselves. */
  @Test
  void rowsThatAreNotFinite_areRefusedByTheirNumberAmongAll() {
    double[] numbers = new double[30];
    Arrays.setAll(numbers, i -> i % 7);
    numbers[22] = Double.NaN;
    Samples samples = Samples.of(new OneColumn(numbers));
    int[] classes = new int[30];
    Arrays.setAll(classes, i -> i / 15);
    String refusal = "samples must be finite, but row 22, column 0 was NaN";

    assertThatThrownBy(() -> MixtureClassifierEstimator.builder()
            .type(ClassifierType.MIXTURE)
            .build()
            .fit(samples, Labels.of(classes)))
        .hasMessageStartingWith(refusal);
    assertThatThrownBy(
            () -> edda(CovarianceModel.EII).build().validate(samples, Labels.of(classes), 3))
        .hasMessageStartingWith(refusal);
  }

  @Test
  void whatCannotBe_isRefusedByName() {
    MixtureClassifierEstimator estimator = edda(CovarianceModel.EEE).build();
    Samples samples = IRIS.samples();

    assertThatThrownBy(() -> estimator.fit(samples, Labels.of(new int[149])))
        .hasMessage("labels must be as many as rows = 150, but were 149");
    assertThatThrownBy(() -> estimator.fit(samples, Labels.of(new int[150])))
        .hasMessage("labels must have at least 2 classes, but had 1 ([0])");
    assertThatThrownBy(
            () -> estimator.fit(samples, Labels.of(List.of("a", "b", "c"), new int[150])))
        .hasMessage("class \"b\" must have at least 1 row of positive weight, but had none");
    assertThatThrownBy(() -> estimator.toBuilder()
            .priors(Map.of("0", 0.5, "1", 0.5))
            .build()
            .fit(samples, IRIS.labels()))
        .hasMessage("priors must have that of class \"2\", but have not");
    double[] weights = new double[150];
    weights[7] = Double.NaN;
    assertThatThrownBy(() -> estimator.fit(samples.weighted(new OneColumn(weights)), IRIS.labels()))
        .isInstanceOf(InvalidSamplesException.class);
    assertThatThrownBy(() -> estimator.validate(samples, IRIS.labels(), 1))
        .hasMessage("parts must be >= 2, but was 1");
    assertThatThrownBy(() ->
            estimator.toBuilder().featureNames(List.of("a")).build().fit(samples, IRIS.labels()))
        .hasMessage("featureNames must be features = 4, but were 1");
    assertThatThrownBy(() -> MixtureClassifier.builder(List.of("a", "b"), List.of(normal(0, 1))))
        .hasMessage("mixtures must be classes = 2, but were 1");
  }
}
