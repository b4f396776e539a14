package dev.gmm4j.cli.fit;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bayesian.BayesianCheckpoint;
import dev.gmm4j.bayesian.BayesianListener;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.ShellCommandLine;
import dev.gmm4j.cli.output.FileUse;
import dev.gmm4j.cli.output.NamesFile;
import dev.gmm4j.cli.output.OutputFiles;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.internal.file.OutputLock;
import dev.gmm4j.io.CheckpointFile;
import dev.gmm4j.io.CheckpointWriter;
import dev.gmm4j.io.DataException;
import dev.gmm4j.student.StudentCheckpoint;
import dev.gmm4j.student.StudentListener;
import dev.gmm4j.student.StudentMixtureEstimator;
import dev.gmm4j.student.StudentMixtureFit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of checkpoints, by which a fit can be interrupted and resumed. */
@OptionGroup.In(OptionGroup.COMPUTING)
final class CheckpointOptions {
  private static final Pattern INTERVAL = Pattern.compile("(\\d{1,9})([smh]?)");
  private static final String DEFAULT_INTERVAL = "10s";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Where to keep how far the fit has come, so that --resume can go on from there; deleted when"
              + " the fit is done. On SIGINT or SIGTERM it is written once more, after the iteration.")
  @NamesFile(FileUse.SCRATCH)
  private @Nullable Path file;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "10s|N",
      description = "Time between checkpoints, in s, m or h, or iterations. Default: "
          + DEFAULT_INTERVAL + ".")
  private @Nullable String every;

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoint, to the same model as without interruption; if there is no such"
              + " file yet, begin.")
  private boolean resume;

  private @Nullable StopRequest stop;
  private Consumer<String> warning = text -> {};
  private boolean hasWarned;
  private @Nullable Checkpoint checkpoint;
  private @Nullable BayesianCheckpoint bayesianCheckpoint;
  private @Nullable StudentCheckpoint studentCheckpoint;

  /** What is fitted. */
  enum Family {
    GAUSSIAN,
    BAYESIAN,
    STUDENT
  }

  /** Ends a fit that is to be gone on with. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(String message) {
      super(message);
    }
  }

  boolean isUsed() {
    return file != null;
  }

  /**
   * Checks what can be checked before the data is read, and reads the checkpoint to go on from.
   *
   * @param family of the fit
   * @throws ParameterException if options do not go together or the file cannot be written
   * @throws DataException if the checkpoint cannot be read
   */
  void prepare(StandardStreams streams, Family family) {
    Path chosen = file;
    if (chosen == null) {
      if (every != null || resume) {
        throw refusal((resume ? "--resume" : "--checkpoint-every") + " needs --checkpoint");
      }
      return;
    }
    writer(chosen);
    if (!Files.exists(chosen)) {
      if (resume) {
        streams.tell(command.qualifiedName() + ": there is no checkpoint " + chosen
            + " yet, the fit begins");
      }
    } else if (resume) {
      read(family, chosen);
    } else {
      throw refusal("Invalid value for option '--checkpoint': " + chosen
          + " exists: go on from it with --resume, or delete it");
    }
    delete(chosen, CheckpointFile::deleteUnfinished);
  }

  private void read(Family family, Path chosen) {
    switch (family) {
      case GAUSSIAN -> checkpoint = CheckpointFile.read(chosen);
      case BAYESIAN -> bayesianCheckpoint = CheckpointFile.readBayesian(chosen);
      case STUDENT -> studentCheckpoint = CheckpointFile.readStudent(chosen);
    }
  }

  private CheckpointWriter writer(Path chosen) {
    String interval = every == null ? DEFAULT_INTERVAL : every;
    Matcher matcher = INTERVAL.matcher(interval);
    if (!matcher.matches()) {
      throw refusal("Invalid value for option '--checkpoint-every': expected a time such as 10s, 5m"
          + " or 1h, or a number of iterations, but was '" + interval + "'");
    }
    int amount = Integer.parseInt(matcher.group(1));
    try {
      return switch (matcher.group(2)) {
        case "s" -> CheckpointWriter.every(Duration.ofSeconds(amount), chosen);
        case "m" -> CheckpointWriter.every(Duration.ofMinutes(amount), chosen);
        case "h" -> CheckpointWriter.every(Duration.ofHours(amount), chosen);
        default -> CheckpointWriter.everyIterations(amount, chosen);
      };
    } catch (IllegalArgumentException e) {
      throw refusal("Invalid value for option '--checkpoint-every': " + e.getMessage());
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Runs the body of the command; a fit in it that is told to stop ends it, with a word on how to go on. */
  int run(StandardStreams streams, Callable<Integer> body) throws Exception {
    Path chosen = file;
    if (chosen == null) {
      return body.call();
    }
    OutputFiles.check(command, "--checkpoint", chosen);
    OutputLock lock = lock(chosen);
    try (lock;
        StopRequest request = StopRequest.onSignal(() -> release(lock))) {
      stop = request;
      warning = text -> streams.tell(command.qualifiedName() + ": warning: " + text);
      try {
        return body.call();
      } catch (Stopped e) {
        streams.tell(command.qualifiedName() + ": " + e.getMessage());
        return ExitStatus.INTERRUPTED;
      }
    }
  }

  /** Takes the right to write the file, so that no two fits write checkpoints of their own over each other's. */
  private OutputLock lock(Path chosen) {
    try {
      return OutputLock.tryLock(chosen)
          .orElseThrow(() -> refusal("Invalid value for option '--checkpoint': " + chosen
              + " is in use by another fit; wait for its end, or choose another file"));
    } catch (FileWriteException e) {
      throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  /** The process ends: a lock's file that cannot be deleted is deleted with the next lock of the same checkpoint. */
  private static void release(OutputLock lock) {
    try {
      lock.close();
    } catch (FileWriteException e) {
      System.getLogger(CheckpointOptions.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot delete the file of a lock", e);
    }
  }

  /** Fits, from the checkpoint on if there is one, and keeps checkpoints meanwhile. */
  GaussianMixtureFit fit(
      GaussianMixtureEstimator.Builder builder, FitListener listener, Samples samples) {
    Path chosen = file;
    if (chosen == null) {
      return builder.listener(listener).build().fit(samples);
    }
    CheckpointWriter writer = writer(chosen);
    GaussianMixtureEstimator estimator = builder
        .listener(progress -> {
          listener.onProgress(progress);
          keep(
              () -> writer.onProgress(progress),
              () -> writer.write(progress),
              place(progress.iteration(), progress.restart(), progress.restarts()));
        })
        .build();
    return finished(
        () -> checkpoint == null ? estimator.fit(samples) : estimator.resume(samples, checkpoint));
  }

  /** Fits a posterior, from the checkpoint on if there is one, and keeps checkpoints meanwhile. */
  BayesianMixtureFit fit(
      BayesianMixtureEstimator.Builder builder, BayesianListener listener, Samples samples) {
    Path chosen = file;
    if (chosen == null) {
      return builder.listener(listener).build().fit(samples);
    }
    CheckpointWriter writer = writer(chosen);
    BayesianMixtureEstimator estimator = builder
        .listener(progress -> {
          listener.onProgress(progress);
          keep(
              () -> writer.onProgress(progress),
              () -> writer.write(progress),
              place(progress.iteration(), progress.restart(), progress.restarts()));
        })
        .build();
    return finished(() -> bayesianCheckpoint == null
        ? estimator.fit(samples)
        : estimator.resume(samples, bayesianCheckpoint));
  }

  /** Fits t distributions, from the checkpoint on if there is one, and keeps checkpoints meanwhile. */
  StudentMixtureFit fit(
      StudentMixtureEstimator.Builder builder, StudentListener listener, Samples samples) {
    Path chosen = file;
    if (chosen == null) {
      return builder.listener(listener).build().fit(samples);
    }
    CheckpointWriter writer = writer(chosen);
    StudentMixtureEstimator estimator = builder
        .listener(progress -> {
          listener.onProgress(progress);
          keep(
              () -> writer.onProgress(progress),
              () -> writer.write(progress),
              place(progress.iteration(), progress.restart(), progress.restarts()));
        })
        .build();
    return finished(() -> studentCheckpoint == null
        ? estimator.fit(samples)
        : estimator.resume(samples, studentCheckpoint));
  }

  private <T> T finished(Supplier<T> fitting) {
    try {
      T fit = fitting.get();
      if (stop != null && stop.end()) {
        throw new Stopped("stopped before the results were written" + goOn());
      }
      return fit;
    } catch (InvalidCheckpointException e) {
      throw new CommandFailure(ExitStatus.DATA, file + ": " + e.getMessage(), e);
    }
  }

  private void keep(Runnable onTime, Runnable now, String place) {
    boolean stopping = stop != null && stop.isRequested();
    try {
      if (stopping) {
        now.run();
      } else {
        onTime.run();
      }
    } catch (DataException e) {
      if (stopping) {
        throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()), e);
      }
      warnOnce(e);
    }
    if (stopping) {
      throw new Stopped("stopped after " + place + ", checkpoint written to " + file + goOn());
    }
  }

  /** A disk that is full for a while costs no more than what would have been kept: the fit goes on, and tries again. */
  private void warnOnce(DataException failure) {
    if (!hasWarned) {
      hasWarned = true;
      warning.accept(failure.getMessage() + "; the fit goes on without, and tries again");
    }
  }

  private static String place(int iteration, int restart, int restarts) {
    return "iteration " + iteration + (restarts > 1 ? " of restart " + (restart + 1) : "");
  }

  private String goOn() {
    String call = ShellCommandLine.of(command);
    return "; to go on: " + call + (resume ? "" : " --resume");
  }

  /** Deletes the checkpoint of a fit whose results are written. */
  void done() {
    if (file != null) {
      delete(file, CheckpointFile::delete);
    }
  }

  private static void delete(Path file, Consumer<Path> how) {
    try {
      how.accept(file);
    } catch (DataException e) {
      throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()), e);
    }
  }
}
