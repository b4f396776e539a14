package dev.gmm4j.bench.quality;

import dev.gmm4j.covariance.CovarianceModel;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A data set of the battery, and the mixture that is fitted to it. Its rows are made when they are asked for.
 *
 * @param name of small letters, digits and hyphens; a set fitted by two mixtures is two sets
 * @param unseen whether searches were tuned without it
 * @param components that are fitted
 * @param model of the covariances that are fitted
 * @param source makes the rows, given the folder of the repository's data
 */
record QualitySet(
    String name,
    boolean unseen,
    int components,
    CovarianceModel model,
    Function<Path, QualityRows> source) {

  /** Returns this set as one that searches are not tuned with. */
  QualitySet heldBack() {
    return new QualitySet(name, true, components, model, source);
  }

  /** Makes the rows, the same at each call. */
  QualityRows rows(Path folder) {
    return source.apply(folder);
  }
}
