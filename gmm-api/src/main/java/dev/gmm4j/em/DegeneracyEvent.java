package dev.gmm4j.em;

/**
 * Something that was done about a degenerate component, or about several that were removed for one reason.
 *
 * @param component index of the component, from 0, at the time; of the first one where several were removed
 * @param action the policy that was applied
 * @param reason what was wrong, in words; columns of samples are named by their index, from 0
 * @param firstIteration the first iteration in which it was done; 0 is the initialization
 * @param lastIteration the last iteration in which the same was done
 * @param times in how many iterations the same was done; under {@link DegeneracyPolicy#PRUNE} how many components were
 *     removed
 */
public record DegeneracyEvent(
    int component,
    DegeneracyPolicy action,
    String reason,
    int firstIteration,
    int lastIteration,
    int times) {

  /** Returns this event with one more occurrence. */
  public DegeneracyEvent again(int iteration) {
    return new DegeneracyEvent(component, action, reason, firstIteration, iteration, times + 1);
  }
}
