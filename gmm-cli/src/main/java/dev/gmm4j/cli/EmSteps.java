package dev.gmm4j.cli;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.plot.EmRecording.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the models of the start that comes to the highest likelihood, and not more of them than an animation has use for:
 * of a long fit with many parameters, all of them would not fit into memory.
 */
final class EmSteps implements FitListener {
  /** While EM moves fast each step is shown, see {@link dev.gmm4j.plot.EmAnimation}. */
  private static final int FIRST = 32;

  private static final int MOST = 192;

  private List<Step> best = List.of();
  private List<Step> current = new ArrayList<>();
  private int start;

  @Override
  public void onProgress(FitProgress progress) {
    if (progress.start() != start) {
      best = best();
      current = new ArrayList<>();
      start = progress.start();
    }
    if (current.size() == MOST) {
      thinOut();
    }
    current.add(new Step(
        progress.iteration(), progress.logLikelihood(), progress.model().get()));
  }

  /** Drops every other step but the first ones and the last. */
  private void thinOut() {
    List<Step> kept = new ArrayList<>(current.subList(0, FIRST));
    for (int i = FIRST + 1; i < current.size(); i += 2) {
      kept.add(current.get(i));
    }
    current = kept;
  }

  /** Returns the steps of the start that came to the highest likelihood so far. */
  List<Step> best() {
    boolean isBetter = best.isEmpty()
        || (!current.isEmpty() && last(current).logLikelihood() > last(best).logLikelihood());
    return isBetter ? current : best;
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }
}
