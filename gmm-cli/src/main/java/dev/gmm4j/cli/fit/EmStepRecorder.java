package dev.gmm4j.cli.fit;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.plot.EmRecording.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the models of each restart, and not more of them than an animation has use for: of a long fit with many
 * parameters, all of them would not fit into memory.
 */
final class EmStepRecorder implements FitListener {
  /** While EM moves fast each step is shown, see {@link dev.gmm4j.plot.EmAnimation}. */
  private static final int FIRST = 32;

  private static final int MOST = 192;

  private final Map<Integer, List<Step>> restarts = new HashMap<>();

  @Override
  public void onProgress(FitProgress progress) {
    List<Step> steps = restarts.computeIfAbsent(progress.restart(), restart -> new ArrayList<>());
    if (steps.size() == MOST) {
      thinOut(steps);
    }
    steps.add(new Step(
        progress.iteration(), progress.logLikelihood(), progress.model().get()));
  }

  /** Drops every other step but the first ones and the last. */
  private static void thinOut(List<Step> steps) {
    List<Step> kept = new ArrayList<>(steps.subList(0, FIRST));
    for (int i = FIRST + 1; i < steps.size(); i += 2) {
      kept.add(steps.get(i));
    }
    steps.clear();
    steps.addAll(kept);
  }

  /** Returns the steps of a restart, by its index. */
  List<Step> of(int restart) {
    return restarts.getOrDefault(restart, List.of());
  }
}
