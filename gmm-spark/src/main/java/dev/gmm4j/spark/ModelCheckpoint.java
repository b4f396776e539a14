package dev.gmm4j.spark;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.io.ModelFile;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes the current model every so many iterations, so that a fit can go on from there if the driver is lost.
 *
 * <p>Executors need no checkpoint: what they lose is computed again from the source of the rows, and does not depend on
 * earlier iterations.
 */
final class ModelCheckpoint implements FitListener {
  private final int interval;
  private final String file;
  private final Configuration configuration;

  /**
   * Returns a listener; with an interval of 0 it does nothing.
   *
   * @throws IllegalArgumentException if no file is given
   */
  static FitListener every(int interval, String file, Configuration configuration) {
    return interval > 0 ? new ModelCheckpoint(interval, file, configuration) : FitListener.NONE;
  }

  private ModelCheckpoint(int interval, String file, Configuration configuration) {
    if (file.isEmpty()) {
      throw new IllegalArgumentException("checkpointFile must be a path with checkpointInterval = "
          + interval + ", but was empty");
    }
    this.interval = interval;
    this.file = file;
    this.configuration = configuration;
  }

  @Override
  public void onProgress(FitProgress progress) {
    if (progress.iteration() > 0 && progress.iteration() % interval == 0) {
      StoredModels.write(
          new ModelFile(progress.model().get(), List.of(), null), file, configuration);
    }
  }
}
