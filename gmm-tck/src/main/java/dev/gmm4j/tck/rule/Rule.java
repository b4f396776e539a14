package dev.gmm4j.tck.rule;

/**
 * One requirement that every backend must meet.
 *
 * @param id the stable name, such as {@code GRAM-02}
 * @param requirement one sentence that says what must hold
 * @param tolerance the largest error that is allowed, and why; or {@code exact}
 * @param advice what to look at when the rule fails
 * @param body what checks the requirement
 */
public record Rule(String id, String requirement, String tolerance, String advice, Body body) {

  /** Checks one requirement. */
  @FunctionalInterface
  public interface Body {

    /**
     * Checks the requirement on the context's backend and tells the context what it finds.
     *
     * @throws Exception whatever the backend throws; the rule has then failed
     */
    void check(TckContext tck) throws Exception;
  }

  @Override
  public String toString() {
    return id + " " + requirement;
  }
}
