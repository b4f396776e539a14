package dev.gmm4j.io;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.bayesian.BayesianListener;
import dev.gmm4j.bayesian.BayesianProgress;
import dev.gmm4j.student.StudentListener;
import dev.gmm4j.student.StudentProgress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes a checkpoint to a file every so often, at the end of an iteration. For one fit.
 *
 * <p>Whenever the process ends, at most the interval and an iteration are lost:
 * {@code estimator.resume(samples, CheckpointFile.read(file))} goes on, or {@code readBayesian} and {@code readStudent}. A checkpoint that cannot be written ends the fit
 * with a {@link DataException}.
 */
public final class CheckpointWriter implements FitListener, BayesianListener, StudentListener {
  private final Path file;
  private final int iterations;
  private final long nanos;
  private int iterationsSince;
  private long written = System.nanoTime();

  private CheckpointWriter(Path file, int iterations, long nanos) {
    this.file = file;
    this.iterations = iterations;
    this.nanos = nanos;
  }

  /**
   * Returns a writer that lets some time pass between two checkpoints.
   *
   * @throws IllegalArgumentException if the interval is negative
   */
  public static CheckpointWriter every(Duration interval, Path file) {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("interval must be >= 0, but was " + interval);
    }
    // More than 292 years are never.
    boolean never = interval.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0;
    return new CheckpointWriter(
        file, Integer.MAX_VALUE, never ? Long.MAX_VALUE : interval.toNanos());
  }

  /**
   * Returns a writer of a checkpoint after every so many iterations, those of all restarts counted.
   *
   * @throws IllegalArgumentException if {@code iterations < 1}
   */
  public static CheckpointWriter everyIterations(int iterations, Path file) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be >= 1, but was " + iterations);
    }
    return new CheckpointWriter(file, iterations, Long.MAX_VALUE);
  }

  @Override
  public void onProgress(FitProgress progress) {
    if (isTime(progress.iteration())) {
      write(progress);
    }
  }

  @Override
  public void onProgress(BayesianProgress progress) {
    if (isTime(progress.iteration())) {
      write(progress);
    }
  }

  @Override
  public void onProgress(StudentProgress progress) {
    if (isTime(progress.iteration())) {
      write(progress);
    }
  }

  private boolean isTime(int iteration) {
    iterationsSince += iteration > 0 ? 1 : 0;
    return iterationsSince >= iterations || System.nanoTime() - written >= nanos;
  }

  /**
   * Writes a checkpoint now; to be called by a listener.
   *
   * @throws DataException if it cannot be written
   */
  public void write(FitProgress progress) {
    CheckpointFile.write(file, progress.checkpoint().get());
    begin();
  }

  /**
   * Writes a checkpoint of a Bayesian fit now; to be called by a listener.
   *
   * @throws DataException if it cannot be written
   */
  public void write(BayesianProgress progress) {
    CheckpointFile.write(file, progress.checkpoint().get());
    begin();
  }

  /**
   * Writes a checkpoint of a fit of t distributions now; to be called by a listener.
   *
   * @throws DataException if it cannot be written
   */
  public void write(StudentProgress progress) {
    CheckpointFile.write(file, progress.checkpoint().get());
    begin();
  }

  private void begin() {
    iterationsSince = 0;
    written = System.nanoTime();
  }
}
