package dev.gmm4j.student;

import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.internal.incomplete.ObservedParts;
import dev.gmm4j.spi.LinearAlgebraBackend;

/** The densities of rows of which values may be missing, by what is observed of them. Not thread-safe. */
final class RowDensities {
  private final ObservedParts<StudentDensities> parts;
  private final StudentDensities unobserved;
  private final double[] observed;

  RowDensities(StudentParameters parameters, LinearAlgebraBackend backend) {
    this.parts = new ObservedParts<>(
        parameters, backend, part -> new StudentDensities((StudentParameters) part));
    this.unobserved = StudentDensities.unobserved(parameters);
    this.observed = new double[parameters.dimension()];
  }

  /** Evaluates the components at the {@code d} numbers from an offset, NaN where values are missing. */
  StudentDensities evaluate(double[] values, int offset) {
    StudentDensities densities = parts.turnTo(values, offset);
    if (densities == null) {
      return unobserved;
    }
    parts.copyObserved(values, offset, observed);
    densities.evaluate(observed, 0);
    return densities;
  }
}
