package dev.gmm4j.bayesian;

import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.search.NearLimit;
import dev.gmm4j.internal.search.Posteriors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a posterior of a higher bound than the one that iterations have led to (Ueda and Ghahramani 2002; Hughes and
 * Sudderth 2013): merges two components, splits one in favour of an empty one, does both, or divides two anew, and iterates
 * from there.
 *
 * <p>The prior judges how many components there are to be, so merges and splits are moves by themselves, and nothing else
 * guards against small components. A move is first tried on the samples of the two components it touches ({@link BoundPart}),
 * and on all samples only where the bound should rise by it; it is kept if the bound of all samples rises by more than 1e-4
 * nats a sample. At most {@code 2K} moves are kept, and after {@value #FAILURES} in a row that fail on all samples the search
 * ends. Nothing is random.
 */
final class BoundSearch {
  /** A move must raise the bound by so much for a sample. */
  private static final double LEAST_GAIN = 1e-4;

  private static final int FAILURES = 3;
  private static final int ITERATIONS = 50;

  private final VariationalUpdate update;
  private final LocalEngine engine;
  private final SampleScale scale;
  private final Consumer<BoundMove> listener;
  private final List<BoundMove> moves = new ArrayList<>();
  private final BoundProposals proposals;
  private ExpectedParameters current;
  private double bound;

  /**
   * Creates a search.
   *
   * @param engine over all samples
   * @param start the expectations that iterations have led to
   * @param startBound their bound
   * @param listener told of each move once it is decided; what it throws ends the search
   */
  BoundSearch(
      VariationalUpdate update,
      LocalEngine engine,
      SampleScale scale,
      ExpectedParameters start,
      double startBound,
      Consumer<BoundMove> listener) {
    this.update = update;
    this.engine = engine;
    this.scale = scale;
    this.current = start;
    this.bound = startBound;
    this.listener = listener;
    this.proposals = new BoundProposals(update, scale);
  }

  /** Returns what was tried. */
  List<BoundMove> moves() {
    return moves;
  }

  /** Searches; returns better expectations than those of the start, or null. */
  @Nullable
  ExpectedParameters run() {
    ExpectedParameters start = current;
    int limit = proposals.rowsOfComponent() * start.components();
    for (int accepted = 0; accepted < 2 * start.components(); accepted++) {
      Posteriors shares = Posteriors.of(engine, current, limit);
      if (!improve(proposals.best(current, shares))) {
        break;
      }
    }
    return current == start ? null : current;
  }

  private boolean improve(List<BoundProposals.Proposal> candidates) {
    int failures = 0;
    for (BoundProposals.Proposal proposal : candidates) {
      if (failures == FAILURES || proposal.gain() <= leastGain()) {
        break;
      }
      if (attempt(proposal)) {
        proposals.forget(proposal.touched());
        return true;
      }
      failures++;
    }
    return false;
  }

  private double leastGain() {
    return LEAST_GAIN * scale.totalWeight();
  }

  private boolean attempt(BoundProposals.Proposal proposal) {
    double after = Double.NaN;
    ExpectedParameters reached = null;
    try {
      double meanWeight = scale.totalWeight() / scale.count();
      ExpectationMaximization.Result result = ExpectationMaximization.begin(
              update,
              Acceleration.NONE,
              new PosteriorSpace(update, scale),
              ExpectedParameters.of(proposal.posterior(), update.backend()),
              engine,
              scale,
              (i, p, l, a) -> {})
          .until(new NearLimit((bound + leastGain()) / meanWeight), ITERATIONS);
      after = result.objective();
      reached = (ExpectedParameters) result.parameters();
    } catch (GmmException e) {
      // Rounding has spoiled the posterior: the move is reported as one that failed.
      reached = null;
    }
    boolean accepted = reached != null && after > bound + leastGain();
    BoundMove move = new BoundMove(
        proposal.kind(),
        Arrays.stream(proposal.touched()).boxed().toList(),
        bound,
        after,
        accepted);
    moves.add(move);
    if (accepted && reached != null) {
      current = reached;
      bound = after;
    }
    listener.accept(move);
    return accepted;
  }
}
