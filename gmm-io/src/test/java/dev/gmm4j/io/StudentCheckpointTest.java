package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.student.StudentCheckpoint;
import dev.gmm4j.student.StudentRestart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of fits of t distributions in files. */
class StudentCheckpointTest {
  @TempDir
  private Path folder;

  static StudentCheckpoint checkpoint() {
    StudentCheckpoint.Parameters parameters = new StudentCheckpoint.Parameters(
        new ParameterEstimate(
            new double[] {0.25, 0.75},
            new double[] {1, 2, 3, 4},
            Covariances.of(CovarianceType.DIAGONAL, 2, 2, new double[] {1, 2, 3, 4.5})),
        new double[] {4.5, 200});
    DegeneracyEvent event =
        new DegeneracyEvent(1, DegeneracyPolicy.REGULARIZE, "singular", 2, 5, 4);
    return new StudentCheckpoint(
        Map.of("tails", "free"),
        List.of(
            new StudentRestart(0, List.of(), 0, false, List.of(), new GmmException("failed")),
            new StudentRestart(1, List.of(-3.5, -2.5), 1, true, List.of(event), null)),
        new StudentCheckpoint.Best(1, parameters, new double[] {5, 15}),
        new StudentCheckpoint.Current(
            2,
            parameters,
            new double[] {-7, -6, -5.5},
            List.of(event),
            3,
            42L,
            new Ascent(1, 0.5, 0.25, 4)));
  }

  @Test
  void read_hasWhatWasWritten() throws IOException {
    Path file = folder.resolve("t.ckpt");
    StudentCheckpoint written = checkpoint();
    CheckpointFile.write(file, written);

    StudentCheckpoint read = CheckpointFile.readStudent(file);

    assertThat(read.fit()).isEqualTo(written.fit());
    assertThat(read.finished().get(0).failure()).hasMessage("failed");
    assertThat(read.finished().get(1)).isEqualTo(written.finished().get(1));
    StudentCheckpoint.Best best = Objects.requireNonNull(read.best());
    assertThat(best.restart()).isEqualTo(1);
    assertThat(best.effectiveCounts()).containsExactly(5, 15);
    assertThat(best.parameters().degreesOfFreedom()).containsExactly(4.5, 200);
    StudentCheckpoint.Current current = read.current();
    assertThat(current).usingRecursiveComparison().isEqualTo(written.current());
    assertThat(current.iteration()).isEqualTo(2);

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.readStudent(file));
  }

  @Test
  void otherKinds_areRefusedByName() {
    Path file = folder.resolve("t.ckpt");
    CheckpointFile.write(file, checkpoint());

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.read(file))
        .withMessageEndingWith("is a checkpoint of a fit of t distributions, and not of EM");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.readBayesian(file))
        .withMessageEndingWith(
            "is a checkpoint of a fit of t distributions, and not of a Bayesian fit");
  }
}
