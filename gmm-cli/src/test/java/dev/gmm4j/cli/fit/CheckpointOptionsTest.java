package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmReading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.OutputLock;
import dev.gmm4j.io.CheckpointWriter;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointOptionsTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("fit.ckpt");
  }

  private static Outcome fit(Object... more) {
    return fitOf(FAITHFUL, more);
  }

  private static Outcome fitOf(Path data, Object... more) {
    List<Object> arguments = new ArrayList<>(
        List.of("fit", data, "--components", 2, "--max-iterations", 7, "--tolerance", 0, "--json"));
    arguments.addAll(List.of(more));
    return gmm(arguments.toArray());
  }

  /** Leaves a checkpoint of the third iteration, as a killed process would. */
  private void interruptFit() {
    GaussianMixtureEstimator.Builder builder =
        GaussianMixtureEstimator.builder().components(2).maxIterations(7).tolerance(0);
    CheckpointWriter writer = CheckpointWriter.everyIterations(3, file);
    try (Dataset dataset = DataFiles.open(FAITHFUL, ReadOptions.defaults())) {
      builder
          .listener(progress -> {
            if (progress.iteration() < 4) {
              writer.onProgress(progress);
            }
          })
          .build()
          .fit(dataset.samples());
    }
  }

  /** Leaves half a checkpoint under a temporary name, as a process does that is killed while it writes. */
  private void leaveUnfinished() throws IOException {
    byte[] checkpoint = Files.readAllBytes(file);
    List<Path> temporary = new ArrayList<>();
    AtomicFile.write(file, out -> {
      out.write(checkpoint);
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(path -> !path.equals(file)).forEach(temporary::add);
      }
    });
    assertThat(temporary).hasSize(1);
    Files.write(temporary.get(0), Arrays.copyOf(checkpoint, checkpoint.length / 2));
  }

  @Test
  void fitWithCheckpoints_isTheSameAndLeavesNone() {
    Outcome with = fit("--checkpoint", file, "--checkpoint-every", 1);

    assertThat(Outcome.withoutTimes(with.json()))
        .isEqualTo(Outcome.withoutTimes(fit().json()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void resume_goesOnToTheSameModel() throws IOException {
    interruptFit();
    assertThat(file).exists();
    leaveUnfinished();
    Outcome resumed = fit("--checkpoint", file, "--resume", "--progress");

    assertThat(resumed.err().lines()).hasSize(4).first().asString().startsWith("iteration 4 ");
    assertThat(Outcome.withoutTimes(new Outcome(resumed.status(), resumed.out(), "").json()))
        .isEqualTo(Outcome.withoutTimes(fit().json()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void resumeWithoutAFile_saysSoAndBegins() {
    Outcome outcome = fit("--checkpoint", file, "--resume");

    assertThat(outcome.err())
        .isEqualTo("gmm fit: there is no checkpoint " + file + " yet, the fit begins\n");
    assertThat(Outcome.withoutTimes(new Outcome(outcome.status(), outcome.out(), "").json()))
        .isEqualTo(Outcome.withoutTimes(fit().json()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void existingFile_isNotOverwritten() {
    interruptFit();

    assertThat(fit("--checkpoint", file).failed(ExitStatus.USAGE))
        .contains(file + " exists: go on from it with --resume, or delete it");
    assertThat(file).exists();
  }

  @Test
  void foreignCheckpoint_isRefusedWithAReason() {
    interruptFit();

    assertThat(fit("--checkpoint", file, "--resume", "--seed", 1).failed(ExitStatus.DATA))
        .isEqualTo("gmm fit: " + file + ": the checkpoint is of another fit: seed was 0, but is 1");
    assertThat(fit("--checkpoint", file, "--resume", "--backend", "ejml").failed(ExitStatus.DATA))
        .contains("backend was vector, but is ejml");
    assertThat(fit("--checkpoint", file, "--resume", "--columns", "1,0").failed(ExitStatus.DATA))
        .contains("of other samples");
    assertThat(fitOf(data("iris.csv"), "--columns", "0,1", "--checkpoint", file, "--resume")
            .failed(ExitStatus.DATA))
        .contains("rows was 272, but is 150");
    assertThat(file).exists();
  }

  @Test
  void damagedCheckpoint_isRefusedWithAReason() throws IOException {
    interruptFit();
    byte[] bytes = Files.readAllBytes(file);
    bytes[200] ^= 4;
    Files.write(file, bytes);

    assertThat(fit("--checkpoint", file, "--resume").failed(ExitStatus.DATA))
        .isEqualTo("gmm fit: " + file
            + " is damaged or cut short: its checksum is not that of its contents");
  }

  @Test
  void checkpointThatCannotBeWritten_isRefusedAtOnce() {
    assertThat(fit("--checkpoint", folder.resolve("missing").resolve("x")).failed(ExitStatus.USAGE))
        .contains("Invalid value for option '--checkpoint': there is no folder");
    assertThat(fit("--checkpoint", folder).failed(ExitStatus.USAGE)).contains("is a folder");
  }

  @Test
  void fileOfAnotherFit_isRefused() throws IOException {
    try (OutputLock lock = OutputLock.tryLock(file).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(fit("--checkpoint", file).failed(ExitStatus.USAGE))
          .contains(file + " is in use by another fit");
    }
    assertThat(fit("--checkpoint", file).done()).isNotEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  /** Where the file cannot be written any more once data is read, as on a full disk, the fit goes on. */
  @Test
  void checkpointThatFails_isAWarning() throws IOException {
    InputStream input = new FilterInputStream(Files.newInputStream(FAITHFUL)) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        Files.createDirectories(file);
        return super.read(bytes, from, length);
      }
    };

    Outcome outcome = gmmReading(
        input, "fit", "-", "--components", 2, "--checkpoint", file, "--checkpoint-every", 1);

    assertThat(outcome.status()).isEqualTo(ExitStatus.DONE);
    assertThat(outcome.err())
        .containsOnlyOnce("gmm fit: warning: cannot write " + file)
        .contains("; the fit goes on without, and tries again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--resume | --resume needs --checkpoint",
        "--checkpoint-every 10s | --checkpoint-every needs --checkpoint",
        "--checkpoint x --checkpoint-every 0 | iterations must be >= 1, but was 0",
        "--checkpoint x --checkpoint-every 10d | expected a time such as 10s, 5m or 1h, or a number of iterations, but was '10d'",
        "--checkpoint x --checkpoint-every -1 | but was '-1'",
        "--checkpoint x --animate x.gif | --animate cannot go with --checkpoint",
        "--checkpoint x --prior | --prior and --noise cannot go with --checkpoint",
        "--checkpoint x --method stepwise | --checkpoint needs --method em",
        "--checkpoint x.json --output ./x.json | Invalid value for option '--output': ./x.json is also --checkpoint (x.json); name another file",
      })
  void wrongArguments_areRefused(String arguments, String message) {
    assertThat(fit((Object[]) arguments.split(" ", -1)).failed(ExitStatus.USAGE))
        .contains(message);
  }
}
