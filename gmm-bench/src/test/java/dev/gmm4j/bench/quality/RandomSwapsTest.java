package dev.gmm4j.bench.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import org.junit.jupiter.api.Test;

class RandomSwapsTest {
  /** Two means in one group and one between two others: EM stays there, and twenty swaps do not. */
  @Test
  void swaps_leaveAPoorOptimum() {
    QualityRows made = GroupMaker.equal(5, 2, 3, 30).rows(300, 10);
    Samples samples = Samples.of(made.training());
    GaussianMixtureEstimator.Builder estimator =
        GaussianMixtureEstimator.builder().components(3).search(Search.NONE);
    int[] groups = requireNonNull(made.labels());
    double best = estimator
        .initialization(Initialization.labels(groups))
        .build()
        .fit(samples)
        .logLikelihood();
    int[] poor = groups.clone();
    boolean odd = false;
    for (int i = 0; i < poor.length; i++) {
      odd = poor[i] == 0 ? !odd : odd;
      poor[i] = poor[i] == 0 ? (odd ? 0 : 1) : 2;
    }
    GaussianMixtureFit start =
        estimator.initialization(Initialization.labels(poor)).build().fit(samples);

    GaussianMixtureFit found =
        new RandomSwaps(20).improve(start, estimator, samples, made.training(), 1);

    assertThat(start.logLikelihood()).isLessThan(best - 50);
    assertThat(found.logLikelihood()).isCloseTo(best, within(1e-3));
    assertThat(new RandomSwaps(0).improve(start, estimator, samples, made.training(), 1))
        .isSameAs(start);
  }
}
