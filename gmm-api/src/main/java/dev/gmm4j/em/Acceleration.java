package dev.gmm4j.em;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How EM is accelerated: by parameters beyond those of a step of EM, taken where their log-likelihood is no lower than
 * that of the step before.
 *
 * <p>An accelerated run ascends as EM does. A proposal that is refused costs one pass over the samples.
 */
public enum Acceleration {
  /** EM alone. */
  NONE("none"),

  /** Squared extrapolation of two steps (Varadhan and Roland 2008, scheme S3), in cycles of three passes. */
  SQUAREM("squarem"),

  /** Anderson mixing of the last steps, damped (Henderson and Varadhan 2019), in each pass. */
  ANDERSON("anderson");

  private final String label;

  Acceleration(String label) {
    this.label = label;
  }

  /** Returns the name that files and the command line use. */
  public String label() {
    return label;
  }

  /**
   * Returns the acceleration of a label, whatever its case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Acceleration parse(String label) {
    for (Acceleration acceleration : values()) {
      if (acceleration.label.equalsIgnoreCase(label)) {
        return acceleration;
      }
    }
    String known =
        Arrays.stream(values()).map(Acceleration::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "acceleration must be one of %s, but was %s", known, label));
  }

  /** Returns an accelerator for one run. */
  Accelerator accelerator(ParameterVectors space, Ascent begun) {
    return switch (this) {
      case NONE -> Accelerator.NONE;
      case SQUAREM -> new Squarem(space, begun.trust());
      case ANDERSON -> new Anderson(space, begun.trust());
    };
  }
}
