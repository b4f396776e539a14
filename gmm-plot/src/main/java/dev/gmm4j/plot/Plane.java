package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plane that a scatter plot shows: what of a row is drawn across, axis 0, and up, axis 1. */
interface Plane {
  /** Returns the columns that a row's place depends on. */
  int[] columns();

  /** Returns a row's place along an axis; the row begins at an offset. */
  double place(int axis, double[] values, int offset);

  /** Returns the distribution of places under a mixture, its noise left out. */
  MarginalMixture of(MixtureView mixture);

  /** Returns the same of a Gaussian mixture. */
  default MarginalMixture of(GaussianMixture mixture) {
    return of(MixtureView.of(mixture));
  }

  /** Returns what is written at an axis; columns without names have {@code x0}, {@code x1} and so on. */
  String label(int axis, @Nullable List<String> names);

  /** Returns the range of each axis that holds all rows that can be drawn. */
  Range[] ranges(Samples samples, @Nullable Imputation imputation);
}
