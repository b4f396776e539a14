package dev.gmm4j.io;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.bayesian.BayesianCheckpoint;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.student.StudentCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Checkpoints in files; {@code docs/formats.md} of gmm4j has the format.
 *
 * <p>A file is replaced as a whole once its successor is on the disk: whenever the process or the machine stops, the file
 * is the former or the latter. Until it is moved into place, the successor is a hidden file beside it. The next write deletes
 * those that killed processes left; so only one process at a time may write checkpoints to a file.
 */
public final class CheckpointFile {
  private CheckpointFile() {}

  /**
   * Writes a checkpoint, in place of a former one.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(Path file, Checkpoint checkpoint) {
    write(file, CheckpointEncoder.encode(checkpoint));
  }

  /**
   * Writes a checkpoint of a Bayesian fit, in place of a former one.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(Path file, BayesianCheckpoint checkpoint) {
    write(file, PosteriorCheckpoints.encode(checkpoint));
  }

  /**
   * Writes a checkpoint of a fit of t distributions, in place of a former one.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(Path file, StudentCheckpoint checkpoint) {
    write(file, StudentCheckpoints.encode(checkpoint));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      AtomicFile.deleteUnfinished(file);
      AtomicFile.writeDurably(file, bytes);
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws DataException if there is none, or it is damaged, cut short, of another version, or of another kind of fit
   */
  public static Checkpoint read(Path file) {
    return read(file, CheckpointDecoder::decode);
  }

  /**
   * Reads a checkpoint of a Bayesian fit.
   *
   * @throws DataException if there is none, or it is damaged, cut short, of another version, or of another kind of fit
   */
  public static BayesianCheckpoint readBayesian(Path file) {
    return read(file, PosteriorCheckpoints::decode);
  }

  /**
   * Reads a checkpoint of a fit of t distributions.
   *
   * @throws DataException if there is none, or it is damaged, cut short, of another version, or of another kind of fit
   */
  public static StudentCheckpoint readStudent(Path file) {
    return read(file, StudentCheckpoints::decode);
  }

  private static <T> T read(Path file, BiFunction<String, byte[], T> decoder) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataException(name + " is a folder, not a file");
    }
    try {
      return decoder.apply(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw Failures.reading(name, e);
    } catch (OutOfMemoryError e) {
      throw new DataException(
          name + " does not fit into the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB",
          e);
    }
  }

  /**
   * Deletes a checkpoint that is no longer needed, if there is one, and what a killed process left beside it.
   *
   * @throws DataException if it cannot be deleted
   */
  public static void delete(Path file) {
    deleteUnfinished(file);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Failures.writing(file.toString(), e);
    }
  }

  /**
   * Deletes what a process that was killed while it wrote a checkpoint may have left beside it.
   *
   * @throws DataException if it cannot be deleted
   */
  public static void deleteUnfinished(Path file) {
    try {
      AtomicFile.deleteUnfinished(file);
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }
}
