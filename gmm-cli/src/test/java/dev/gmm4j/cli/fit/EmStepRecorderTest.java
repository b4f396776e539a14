package dev.gmm4j.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.FitProgress;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.plot.EmRecording.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmStepRecorderTest {
  private static final GaussianMixture MODEL = GaussianMixture.of(
      new double[] {1}, new double[][] {{0}}, Covariances.spherical(new double[] {1}, 1));

  private final EmStepRecorder steps = new EmStepRecorder();

  /** Reports a restart whose log-likelihood rises by 1 to an end. */
  private void restart(int restart, int iterations, double end) {
    for (int i = 0; i <= iterations; i++) {
      steps.onProgress(
          new FitProgress(restart, 9, i, 9999, end - iterations + i, () -> MODEL, () -> {
            throw new AssertionError("no checkpoint is needed");
          }));
    }
  }

  private List<Integer> iterations(int restart) {
    return steps.of(restart).stream().map(Step::iteration).toList();
  }

  @Test
  void restartsAreKeptApart() {
    restart(0, 3, -20);
    restart(1, 5, -10);

    assertThat(iterations(0)).containsExactly(0, 1, 2, 3);
    assertThat(iterations(1)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(iterations(2)).isEmpty();
  }

  @Test
  void longRestart_keepsTheFirstStepsAndTheLast() {
    restart(0, 5000, 0);

    assertThat(iterations(0))
        .hasSizeBetween(96, 192)
        .isSorted()
        .doesNotHaveDuplicates()
        .containsSequence(0, 1, 2, 3, 4, 5, 6, 7)
        .endsWith(5000);
  }
}
