package dev.gmm4j.backend;

import java.util.List;
import java.util.Locale;

/**
 * The choice of a backend by measurement, on a few of the fit's own samples.
 *
 * @param backend the id of the backend that was chosen
 * @param reason why, in words
 * @param rows the number of samples that were passed over; 0 if none were
 * @param timings of each available backend, highest priority first; none where there was nothing to compare
 * @param seconds what the measurement took of this fit; 0 where it was remembered from an earlier one
 */
public record BackendComparison(
    String backend, String reason, int rows, List<Timing> timings, double seconds) {

  /** Copies the timings. */
  public BackendComparison {
    timings = List.copyOf(timings);
  }

  /**
   * The time of one backend.
   *
   * @param id the backend's id
   * @param seconds the shortest time of a pass over the samples on one thread; infinite where none was finished
   * @param remark what is to be said of it, such as why there is no time; often empty
   */
  public record Timing(String id, double seconds, String remark) {

    /** Returns the timing in words, such as {@code ejml 3.1 ms}. */
    @Override
    public String toString() {
      String time = Double.isFinite(seconds)
          ? String.format(Locale.ROOT, seconds < 0.1 ? " %.3f ms" : " %.0f ms", 1e3 * seconds)
          : "";
      return id + time + (remark.isEmpty() ? "" : " (" + remark + ")");
    }
  }

  /** Returns the same comparison with another backend chosen, as where none could be measured. */
  public BackendComparison of(String chosen) {
    return new BackendComparison(chosen, reason, rows, timings, seconds);
  }

  /** Returns the comparison as a later fit remembers it. */
  public BackendComparison remembered() {
    return new BackendComparison(backend, "as in an earlier fit, " + reason, rows, timings, 0);
  }
}
