package dev.gmm4j.bayesian;

import dev.gmm4j.em.Ascent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a Bayesian fit after some iteration: all that it takes to go on by {@link BayesianMixtureEstimator#resume} to
 * the same bits as a fit that was never interrupted.
 *
 * <p>It holds posteriors, no samples and no statistics. Arrays are shared and not to be modified.
 *
 * @param fit what is fitted, how, under which prior, and to which samples: names and values in a fixed order
 * @param finished what the restarts that are done reached
 * @param best the best of them, or null where there is none
 * @param current the restart that is under way
 */
public record BayesianCheckpoint(
    Map<String, String> fit,
    List<BayesianRestart> finished,
    @Nullable Best best,
    Current current) {

  /** Copies the collections. */
  public BayesianCheckpoint {
    fit = Collections.unmodifiableMap(new LinkedHashMap<>(fit));
    finished = List.copyOf(finished);
  }

  /**
   * The best of the restarts that are done.
   *
   * @param restart its index, from 0
   */
  public record Best(int restart, MixturePosterior posterior) {}

  /**
   * The restart that is under way.
   *
   * @param restart its index, from 0
   * @param posterior the current posterior
   * @param trace what passes summed up of the first posterior and after each iteration so far
   * @param bounds the bounds there: the same less the divergence of the prior
   * @param ascent what the run remembers beside its posterior
   * @param moves what a search for a higher bound tried, or null where there is none or it is still to come
   */
  public record Current(
      int restart,
      MixturePosterior posterior,
      double[] trace,
      double[] bounds,
      Ascent ascent,
      @Nullable List<BoundMove> moves) {

    /** Copies the list. */
    public Current {
      moves = moves == null ? null : List.copyOf(moves);
    }

    /** Returns the number of iterations done. */
    public int iteration() {
      return trace.length - 1;
    }
  }
}
