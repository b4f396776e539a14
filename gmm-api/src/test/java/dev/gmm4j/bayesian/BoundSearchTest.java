package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.Search;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.search.Posteriors;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The search for a higher bound: what it predicts, what it reaches, and that it never loses anything. */
class BoundSearchTest {
  private static final TestData.Blobs BLOBS = TestData.blobs(600, 2, 4, 12, 4);
  private static final Samples SAMPLES = Samples.of(BLOBS.rows());

  private static Stream<Arguments> structuresAndPriors() {
    return Arrays.stream(CovarianceType.values())
        .flatMap(type -> Stream.of(WeightPrior.dirichlet(), WeightPrior.dirichletProcess())
            .map(prior -> Arguments.of(type, prior)));
  }

  private static BayesianMixtureFit fit(
      CovarianceType type, WeightPrior prior, Samples samples, int[] labels, double tolerance) {
    return BayesianMixtureEstimator.builder(Bayes.settings(type, 4)
            .initialization(Initialization.labels(labels))
            .tolerance(tolerance)
            .build())
        .weightPrior(prior)
        .componentPrior(ComponentPrior.fromSamples()
            .withMeanPrecision(0.01)
            .withScale(new double[][] {{1, 0}, {0, 1}}))
        .build()
        .fit(samples);
  }

  /** Returns the moves of a kind that are proposed at a fit. */
  private static List<BoundProposals.Proposal> proposals(
      BayesianMixtureFit fit, Samples samples, WeightPrior weights, BoundMove.Kind kind) {
    VariationalUpdate update =
        new VariationalUpdate(fit.posterior().prior(), weights, new NaiveBackend());
    ExpectedParameters expected = ExpectedParameters.of(fit.posterior(), new NaiveBackend());
    try (PreparedSamples prepared =
        PreparedSamples.of(samples, new NaiveBackend(), expected.components(), 1)) {
      return new BoundProposals(update, prepared.scale())
          .best(expected, Posteriors.of((LocalEngine) prepared.pass(), expected, 1 << 20)).stream()
              .filter(proposal -> proposal.kind() == kind)
              .toList();
    }
  }

  /**
   * What a merge and a split are worth on the samples they touch is what they are worth on all: groups are so far apart that
   * no share is lost, and other components have nothing to do with it but by sticks and a tied precision.
   */
  @ParameterizedTest
  @MethodSource("structuresAndPriors")
  void gainOnTheSamplesTouched_isThatOfAll(CovarianceType type, WeightPrior prior) {
    // Two groups near each other that are one component, two far away, and an empty component.
    double[][] centres = {{0, 0}, {12, 0}, {0, 200}, {200, 200}};
    int[] groups = new int[400];
    Arrays.setAll(groups, i -> i % 4);
    double[][] rows = TestData.blobs(400, 2, 1, 0, 3).rows();
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] += centres[groups[i]][0];
      rows[i][1] += centres[groups[i]][1];
    }
    Samples samples = Samples.of(rows);
    int[] coarseLabels =
        Arrays.stream(groups).map(group -> Math.max(0, group - 1)).toArray();
    BayesianMixtureFit coarse = fit(type, prior, samples, coarseLabels, 1e-10);

    BoundProposals.Proposal split =
        proposals(coarse, samples, prior, BoundMove.Kind.SPLIT).get(0);
    expectBound(split, coarse, samples, 1e-6 * Math.abs(coarse.elbo()));
    assertThat(split.gain()).isPositive();
    // The third group at random in two, before iterations have moved them apart; groups themselves
    // are not merged.
    int[] halves = new int[400];
    Arrays.setAll(halves, i -> groups[i] == 3 && i % 8 == 3 ? 0 : Math.max(1, groups[i]));
    BayesianMixtureFit fine = fit(type, prior, samples, halves, 1);
    List<BoundProposals.Proposal> merges = proposals(fine, samples, prior, BoundMove.Kind.MERGE);
    assertThat(merges).hasSize(1);
    assertThat(merges.get(0).touched()).containsExactly(0, 3);
    assertThat(merges.get(0).gain()).isPositive();
    // What is compared with is the bound after one more update.
    expectBound(merges.get(0), fine, samples, 0.5);
  }

  private static void expectBound(
      BoundProposals.Proposal proposal, BayesianMixtureFit fit, Samples samples, double tolerance) {
    assertThat(fit.elbo() + proposal.gain())
        .isCloseTo(
            proposal.posterior().elbo(samples, new NaiveBackend()), Offset.offset(tolerance));
  }

  /** From one component that has two groups and two that share one, the search finds the groups. */
  @ParameterizedTest
  @MethodSource("structuresAndPriors")
  void wronglyDividedGroups_areFound(CovarianceType type, WeightPrior prior) {
    int[] labels = new int[BLOBS.labels().length];
    Arrays.setAll(labels, i -> switch (BLOBS.labels()[i]) {
      case 0, 1 -> 0;
      case 2 -> 1 + i % 2;
      default -> 3;
    });
    GaussianMixtureEstimator.Builder settings =
        Bayes.settings(type, 4).initialization(Initialization.labels(labels));
    BayesianMixtureFit plain = BayesianMixtureEstimator.builder(settings.build())
        .weightPrior(prior)
        .build()
        .fit(SAMPLES);
    List<BoundMove> told = new ArrayList<>();
    BayesianMixtureFit searched = BayesianMixtureEstimator.builder(
            settings.search(Search.MOVES).build())
        .weightPrior(prior)
        .listener(new BayesianListener() {
          @Override
          public void onProgress(BayesianProgress progress) {}

          @Override
          public void onMove(int restart, BoundMove move) {
            told.add(move);
          }
        })
        .build()
        .fit(SAMPLES);

    assertThat(plain.restarts().get(0).moves()).isEmpty();
    assertThat(searched.occupiedComponents()).isEqualTo(4);
    assertThat(searched.elbo()).isGreaterThan(plain.elbo() + 10);
    assertThat(searched.restarts().get(0).moves()).isEqualTo(told);
    assertThat(told).anyMatch(BoundMove::accepted);
    assertThat(searched.restarts().get(0).largestDecrease())
        .isLessThan(1e-11 * Math.abs(searched.elbo()));
  }

  /** Iris from random centres: the bound is at its best with two components, which iterations alone do not find. */
  @Test
  void iris_fromRandomCentres_endsAtTheBestBound() {
    for (int seed = 0; seed < 4; seed++) {
      GaussianMixtureEstimator.Builder settings = Bayes.settings(CovarianceType.FULL, 8)
          .initialization(Initialization.kMeansPlusPlus())
          .seed(seed);
      double plain = BayesianMixtureEstimator.builder(
              settings.search(Search.NONE).build())
          .build()
          .fit(Bayes.IRIS)
          .elbo();
      BayesianMixtureFit fit = BayesianMixtureEstimator.builder(
              settings.search(Search.AUTOMATIC).build())
          .build()
          .fit(Bayes.IRIS);
      assertThat(fit.elbo()).isGreaterThan(plain - 1e-3);
      assertThat(fit.occupiedComponents()).isEqualTo(2);
    }
  }

  @Test
  void missingValuesAndWeights_areSearchedToo() {
    double[][] rows = Holes.in(BLOBS.rows(), 0.1, 3);
    double[] weights = new double[rows.length];
    Arrays.setAll(weights, i -> 0.5 + i % 3);
    int[] labels = Arrays.stream(BLOBS.labels()).map(label -> label / 2).toArray();
    BayesianMixtureFit fit = BayesianMixtureEstimator.builder(Bayes.settings(CovarianceType.FULL, 4)
            .initialization(Initialization.labels(labels))
            .search(Search.MOVES)
            .build())
        .build()
        .fit(Samples.of(rows).withMissingValues().weighted(weights));

    assertThat(fit.occupiedComponents()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void threads_changeNoBit(CovarianceType type) {
    BayesianMixtureFit[] fits = new BayesianMixtureFit[2];
    for (int i = 0; i < 2; i++) {
      fits[i] = BayesianMixtureEstimator.builder(Bayes.settings(type, 6)
              .initialization(Initialization.kMeansPlusPlus())
              .threads(1 + 2 * i)
              .build())
          .build()
          .fit(SAMPLES);
    }
    assertThat(fits[1].posterior()).isEqualTo(fits[0].posterior());
    assertThat(fits[1].restarts()).isEqualTo(fits[0].restarts());
  }

  /** Accelerated runs ascend as plain ones do, in fewer passes where these take many, and end at the same bound. */
  @ParameterizedTest
  @MethodSource("structuresAndPriors")
  void acceleration_ascends_andEndsAtTheSameBound(CovarianceType type, WeightPrior prior) {
    Map<Acceleration, BayesianMixtureFit> fits = new EnumMap<>(Acceleration.class);
    for (Acceleration acceleration : Acceleration.values()) {
      fits.put(
          acceleration,
          BayesianMixtureEstimator.builder(Bayes.settings(type, 3)
                  .initialization(Initialization.labels(Bayes.species()))
                  .tolerance(1e-9)
                  .acceleration(acceleration)
                  .build())
              .weightPrior(prior)
              .build()
              .fit(Bayes.IRIS));
    }
    BayesianMixtureFit plain = fits.get(Acceleration.NONE);
    for (BayesianMixtureFit fit : fits.values()) {
      assertThat(fit.converged()).isTrue();
      assertThat(fit.restarts().get(0).largestDecrease()).isLessThan(1e-10);
      assertThat(fit.elbo()).isCloseTo(plain.elbo(), Offset.offset(1e-6));
    }
    assertThat(fits.get(Acceleration.SQUAREM).iterations())
        .isLessThanOrEqualTo(plain.iterations() + 10);
  }

  /** Vectors lead back to their posterior, and any other vector leads to one. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void vectors_arePosteriors(CovarianceType type) {
    BayesianMixtureFit fit =
        fit(type, WeightPrior.dirichletProcess(), SAMPLES, BLOBS.labels(), 1e-10);
    VariationalUpdate update = new VariationalUpdate(
        fit.posterior().prior(), WeightPrior.dirichletProcess(), new NaiveBackend());
    ExpectedParameters expected = ExpectedParameters.of(fit.posterior(), new NaiveBackend());
    try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, new NaiveBackend(), 4, 1)) {
      PosteriorSpace space = new PosteriorSpace(update, prepared.scale());
      double[] vector = space.vector(expected);
      ExpectedParameters back = (ExpectedParameters) space.parameters(vector, expected);
      assertThat(back).isNotNull();
      assertThat(back.divergence()).isCloseTo(expected.divergence(), Offset.offset(1e-9));
      for (int i = 0; i < vector.length; i++) {
        vector[i] += 3 * Math.sin(i);
      }
      ExpectedParameters other = (ExpectedParameters) space.parameters(vector, expected);
      assertThat(other).isNotNull();
      assertThat(Arrays.stream(other.posterior().effectiveCounts()).sum())
          .isCloseTo(600, Offset.offset(1e-9));
      vector[vector.length - 1] = 1e4;
      assertThat(space.parameters(vector, expected)).isNull();
    }
  }
}
