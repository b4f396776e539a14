package dev.gmm4j.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A likelihood that too few samples support wins no selection. */
class AdmissibleSelectionTest {
  /** Brownlee (1960): loss of ammonia in a plant, with air flow, water temperature and concentration of acid. */
  private static final double[][] STACK_LOSS = {
    {80, 27, 89, 42},
    {80, 27, 88, 37},
    {75, 25, 90, 37},
    {62, 24, 87, 28},
    {62, 22, 87, 18},
    {62, 23, 87, 18},
    {62, 24, 93, 19},
    {62, 24, 93, 20},
    {58, 23, 87, 15},
    {58, 18, 80, 14},
    {58, 18, 89, 14},
    {58, 17, 88, 13},
    {58, 18, 82, 11},
    {58, 19, 93, 12},
    {50, 18, 89, 8},
    {50, 18, 86, 7},
    {50, 19, 72, 8},
    {50, 19, 79, 8},
    {50, 20, 80, 9},
    {56, 20, 82, 15},
    {70, 20, 91, 15}
  };

  /** Areas of the world's landmasses above 10 000 square miles, in thousands (The World Almanac 1975). */
  private static final double[] ISLANDS = {
    11506, 5500, 16988, 2968, 16, 184, 23, 280, 84, 73, 25, 43, 21, 82, 3745, 840, 13, 30, 30, 89,
    40, 33, 49, 14, 42, 227, 16, 36, 29, 15, 306, 44, 58, 43, 9390, 32, 13, 29, 6795, 16, 15, 183,
    14, 26, 19, 13, 12, 82
  };

  /** That of mclust's choice, EEI with 5 components, in nats a sample. */
  private static final double LEFT_OUT_BY_MCLUST = -14.5;

  private static final ModelSelectionResult SELECTED =
      ModelSelection.builder().build().select(Samples.of(STACK_LOSS));

  @Test
  void best_predictsWhatWasLeftOut_thoughOthersHaveALowerCriterion() {
    SelectionCandidate spurious = SELECTED.ranking(SelectionCriterion.BIC).get(0);

    assertThat(spurious.isAdmissible()).isFalse();
    assertThat(spurious.reasons()).isNotEmpty();
    assertThat(leftOut(spurious.fit().orElseThrow())).isLessThan(LEFT_OUT_BY_MCLUST - 10);
    assertThat(SELECTED.best().isAdmissible()).isTrue();
    assertThat(SELECTED.best().reasons()).isEmpty();
    assertThat(leftOut(SELECTED.bestFit())).isGreaterThan(LEFT_OUT_BY_MCLUST);
  }

  /** Returns the mean log-density of samples that were left out, each after EM from the fit without it. */
  private static double leftOut(GaussianMixtureFit fit) {
    GaussianMixtureEstimator again = GaussianMixtureEstimator.builder()
        .components(fit.model().components())
        .covariance(fit.model().covarianceModel())
        .initialization(Initialization.parameters(fit.model()))
        .regularization(0)
        .build();
    double sum = 0;
    for (int left = 0; left < STACK_LOSS.length; left++) {
      List<double[]> kept = new ArrayList<>(List.of(STACK_LOSS));
      kept.remove(left);
      GaussianMixture model =
          again.fit(Samples.of(kept.toArray(double[][]::new))).model();
      sum += model.logDensity(STACK_LOSS[left]);
    }
    return sum / STACK_LOSS.length;
  }

  @Test
  void everyCriterion_choosesAmongAdmissibleCandidates() {
    for (SelectionCriterion criterion : SelectionCriterion.values()) {
      ModelSelectionResult result = ModelSelection.builder()
          .components(2, 5)
          .models(List.of(CovarianceModel.EII, CovarianceModel.EEE, CovarianceModel.VVV))
          .criterion(criterion)
          .folds(3)
          .build()
          .select(Samples.of(STACK_LOSS));

      assertThat(result.best().isAdmissible()).as(criterion.label()).isTrue();
      assertThat(result.best()).isEqualTo(result.admissible().get(0));
    }
  }

  @Test
  void ranking_isDividedIntoAdmissibleAndOthers() {
    List<SelectionCandidate> all = SELECTED.ranking(SelectionCriterion.BIC);
    List<SelectionCandidate> both = new ArrayList<>(SELECTED.admissible());
    both.addAll(SELECTED.inadmissible());

    assertThat(both).containsExactlyInAnyOrderElementsOf(all);
    assertThat(SELECTED.admissible())
        .isSortedAccordingTo((a, b) ->
            Double.compare(a.value(SelectionCriterion.BIC), b.value(SelectionCriterion.BIC)));
    assertThat(SELECTED.inadmissible())
        .allSatisfy(candidate -> assertThat(candidate.reasons()).isNotEmpty());
    assertThat(SELECTED.toString()).contains("best=" + SELECTED.best());
  }

  @Test
  void noAdmissibleCandidate_leavesTheOneOfFewestParameters() {
    ModelSelectionResult result = ModelSelection.builder()
        .components(5, 7)
        .models(List.of(CovarianceModel.VEV, CovarianceModel.EEV))
        .build()
        .select(Samples.of(STACK_LOSS));

    assertThat(result.admissible()).isEmpty();
    assertThat(result.best().toString()).isEqualTo("EEV, 5");
    assertThat(result.best().isAdmissible()).isFalse();
    assertThat(result.inadmissible().get(0)).isNotEqualTo(result.best());
  }

  /** The mixture that mclust chooses, with a BIC of 621.22. */
  @Test
  void smallGroupsOfOneFeature_areAdmissible() {
    Samples islands = Samples.of(
        Arrays.stream(ISLANDS).mapToObj(area -> new double[] {area}).toArray(double[][]::new));
    GaussianMixtureFit fit = ModelSelection.defaultEstimator().toBuilder()
        .components(4)
        .covariance(CovarianceModel.VII)
        .initialization(Initialization.randomSamples())
        .restarts(10)
        .build()
        .fit(islands);

    assertThat(fit.bic()).isBetween(621.2, 621.23);
    assertThat(fit.admissibility().isAdmissible()).isTrue();
  }

  @Test
  void unitOfWeights_andWeightsOfZero_changeNothing() {
    Samples samples = Samples.of(TestData.normal(30, 3, 5));
    double[] weights = TestData.weights(30, 6);
    weights[4] = 0;
    List<String> reasons = reasons(samples.weighted(weights));

    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(1)).endsWith("but there are 29");
    for (double unit : new double[] {0x1p-20, 0x1p30}) {
      double[] scaled = Arrays.stream(weights).map(weight -> unit * weight).toArray();
      assertThat(reasons(samples.weighted(scaled))).isEqualTo(reasons);
    }
  }

  private static List<String> reasons(Samples samples) {
    return GaussianMixtureEstimator.builder()
        .components(4)
        .covariance(CovarianceModel.VVV)
        .build()
        .fit(samples)
        .admissibility()
        .reasons();
  }

  @Test
  void prior_makesEveryFitAdmissible() {
    GaussianMixtureEstimator plain = GaussianMixtureEstimator.builder()
        .components(4)
        .covariance(CovarianceModel.VVV)
        .build();

    assertThat(plain.fit(Samples.of(STACK_LOSS)).admissibility().isAdmissible()).isFalse();
    assertThat(plain.toBuilder()
            .prior(ConjugatePrior.defaults())
            .build()
            .fit(Samples.of(STACK_LOSS))
            .admissibility()
            .isAdmissible())
        .isTrue();
  }
}
