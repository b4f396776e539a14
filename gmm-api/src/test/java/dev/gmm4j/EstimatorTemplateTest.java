package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.bootstrap.BootstrapMethod;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Estimators are templates: their settings can be read, changed, and printed. */
class EstimatorTemplateTest {
  private static final InitialNoise NOISE = InitialNoise.share(0.1);
  private static final FitListener LISTENER = progress -> {};

  private static GaussianMixtureEstimator.Builder all() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covariance(CovarianceModel.VVI)
        .proportions(MixingProportions.EQUAL)
        .initializations(List.of(Initialization.hierarchical(), Initialization.shortEm()))
        .restarts(4)
        .maxIterations(50)
        .tolerance(1e-7)
        .regularization(0.25)
        .prior(ConjugatePrior.defaults())
        .maxEigenvalueRatio(12)
        .noise(NOISE)
        .degeneracy(DegeneracyPolicy.PRUNE)
        .seed(42)
        .threads(77)
        .listener(LISTENER)
        .backend("ejml");
  }

  @Test
  void settings_areReadBack_alsoFromACopy() {
    GaussianMixtureEstimator estimator = all().build();
    for (GaussianMixtureEstimator each :
        List.of(estimator, estimator.toBuilder().build())) {
      assertThat(each.components()).isEqualTo(3);
      assertThat(each.covariance()).isEqualTo(CovarianceModel.VVI);
      assertThat(each.proportions()).isEqualTo(MixingProportions.EQUAL);
      assertThat(each.initializations())
          .extracting(Initialization::label)
          .containsExactly("hierarchical", "short-em");
      assertThat(each.restarts()).isEqualTo(4);
      assertThat(each.maxIterations()).isEqualTo(50);
      assertThat(each.convergence()).isEqualTo(ConvergenceCriterion.aitken(1e-7));
      assertThat(each.regularization()).isEqualTo(Regularization.absolute(0.25));
      assertThat(each.prior()).isSameAs(ConjugatePrior.defaults());
      assertThat(each.maxEigenvalueRatio()).isEqualTo(12);
      assertThat(each.noise()).isSameAs(NOISE);
      assertThat(each.degeneracy()).isEqualTo(DegeneracyPolicy.PRUNE);
      assertThat(each.seed()).isEqualTo(42);
      assertThat(each.threads()).isEqualTo(77);
      assertThat(each.listener()).isSameAs(LISTENER);
      assertThat(each.backend()).isEqualTo("ejml");
    }
  }

  @Test
  void copy_doesNotChangeItsTemplate() {
    GaussianMixtureEstimator estimator = all().build();
    GaussianMixtureEstimator other = estimator.toBuilder().components(9).seed(1).build();

    assertThat(estimator.components()).isEqualTo(3);
    assertThat(other.components()).isEqualTo(9);
    assertThat(other.seed()).isEqualTo(1);
    assertThat(other.covariance()).isEqualTo(CovarianceModel.VVI);
  }

  @Test
  void text_isTheCodeOfTheBuilder() {
    assertThat(GaussianMixtureEstimator.builder().build())
        .hasToString("GaussianMixtureEstimator.builder().build()");
    assertThat(GaussianMixtureEstimator.builder().components(1).build())
        .hasToString("GaussianMixtureEstimator.builder().components(1).build()");
    assertThat(all().build())
        .hasToString(
            "GaussianMixtureEstimator.builder().components(3)"
                + ".covariance(CovarianceModel.VVI).proportions(MixingProportions.EQUAL)"
                + ".noise(InitialNoise.share(0.1)).prior(ConjugatePrior.defaults())"
                + ".regularization(0.25).maxEigenvalueRatio(12)"
                + ".initializations(List.of(Initialization.hierarchical(), Initialization.shortEm()))"
                + ".restarts(4).maxIterations(50).tolerance(1E-7)"
                + ".degeneracy(DegeneracyPolicy.PRUNE).seed(42L).threads(77).backend(\"ejml\").build()");
    assertThat(GaussianMixtureEstimator.builder()
            .initialization(Initialization.kMeansPlusPlus())
            .convergence(ConvergenceCriterion.meanChange(0.001))
            .prior(ConjugatePrior.defaults()
                .withShrinkage(0.5)
                .withMean(1, 2)
                .withDegreesOfFreedom(5)
                .withScale(new double[][] {{2, 0}, {0, 3}}))
            .noise(InitialNoise.share(0.2)
                .withRegion(NoiseRegion.of(new double[] {0, -1}, new double[] {1, 2.5}))
                .withVolume(7))
            .build())
        .hasToString("GaussianMixtureEstimator.builder()"
            + ".noise(InitialNoise.share(0.2).withRegion(NoiseRegion.of(new double[] {0.0, -1},"
            + " new double[] {1, 2.5})).withVolume(7))"
            + ".prior(ConjugatePrior.defaults().withShrinkage(0.5).withMean(1, 2)"
            + ".withDegreesOfFreedom(5).withScale(new double[][] {{2, 0.0}, {0.0, 3}}))"
            + ".initialization(Initialization.kMeansPlusPlus())"
            + ".convergence(ConvergenceCriterion.meanChange(0.001)).build()");
  }

  @Test
  void templates_areKept() {
    GaussianMixtureEstimator plain = GaussianMixtureEstimator.builder()
        .initialization(Initialization.hierarchical())
        .maxIterations(7)
        .build();
    ModelSelection selection = ModelSelection.builder(plain)
        .components(2, 3)
        .models(List.of(CovarianceModel.EEE))
        .criterion(SelectionCriterion.AIC)
        .folds(4)
        .estimator(e -> e.seed(5))
        .build();
    for (ModelSelection each : List.of(selection, selection.toBuilder().build())) {
      assertThat(each.estimator().maxIterations()).isEqualTo(7);
      assertThat(each.estimator().seed()).isEqualTo(5);
      assertThat(each.components()).containsExactly(2, 3);
      assertThat(each.models()).containsExactly(CovarianceModel.EEE);
      assertThat(each.criterion()).isEqualTo(SelectionCriterion.AIC);
      assertThat(each.folds()).isEqualTo(4);
    }
    LikelihoodRatioBootstrap test = LikelihoodRatioBootstrap.builder(plain)
        .components(2, 4)
        .replicates(99)
        .significance(0.1)
        .build();
    for (LikelihoodRatioBootstrap each : List.of(test, test.toBuilder().build())) {
      assertThat(each.estimator().maxIterations()).isEqualTo(7);
      assertThat(each.from()).isEqualTo(2);
      assertThat(each.to()).isEqualTo(4);
      assertThat(each.replicates()).isEqualTo(99);
      assertThat(each.significance()).isEqualTo(0.1);
    }
    ParameterBootstrap bootstrap = ParameterBootstrap.builder(plain)
        .method(BootstrapMethod.PARAMETRIC)
        .replicates(20)
        .confidence(0.9)
        .build();
    for (ParameterBootstrap each : List.of(bootstrap, bootstrap.toBuilder().build())) {
      assertThat(each.estimator().maxIterations()).isEqualTo(7);
      assertThat(each.method()).isEqualTo(BootstrapMethod.PARAMETRIC);
      assertThat(each.replicates()).isEqualTo(20);
      assertThat(each.confidence()).isEqualTo(0.9);
    }
  }
}
