package dev.gmm4j.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.TestData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of t distributions that are left and gone on with, and models in streams. */
class StudentResumeTest {
  private static final double[][] ROWS = TestData.blobs(300, 2, 2, 3, 4).rows();
  private static final Samples SAMPLES = Samples.of(ROWS);

  private static StudentMixtureEstimator estimator() {
    return StudentMixtureEstimator.builder(Students.settings(CovarianceModel.VVV, 2)
            .restarts(2)
            .acceleration(Acceleration.SQUAREM)
            .tolerance(1e-5)
            .maxIterations(40)
            .build())
        .degreesOfFreedom(DegreesOfFreedom.free())
        .build();
  }

  /** Left after each iteration of each restart, that from the Gaussian optimum included. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resume_hasTheBitsOfAFitThatWasNotInterrupted(boolean hasHoles) {
    Samples samples = hasHoles ? Samples.of(Holes.in(ROWS, 0.2, 6)).withMissingValues() : SAMPLES;
    List<StudentCheckpoint> checkpoints = new ArrayList<>();
    List<StudentProgress> told = new ArrayList<>();
    StudentMixtureFit fit = estimator().toBuilder()
        .listener(progress -> {
          told.add(progress);
          checkpoints.add(progress.checkpoint().get());
        })
        .build()
        .fit(samples);

    assertThat(fit.restarts()).hasSize(3);
    assertThat(checkpoints)
        .hasSize(
            fit.restarts().stream().mapToInt(restart -> restart.trace().size()).sum());
    assertThat(told.get(1).logLikelihood())
        .isEqualTo(fit.restarts().get(0).trace().get(1));
    for (int i = 0; i < checkpoints.size(); i += 1 + checkpoints.size() / 12) {
      StudentMixtureFit resumed = estimator().resume(samples, checkpoints.get(i));
      assertThat(resumed.model()).isEqualTo(fit.model());
      assertThat(resumed.restarts())
          .extracting(StudentRestart::trace)
          .isEqualTo(fit.restarts().stream().map(StudentRestart::trace).toList());
      assertThat(resumed.effectiveCounts()).isEqualTo(fit.effectiveCounts());
    }
  }

  /** Rows that are read again in each pass are fitted to the bits of those in memory. */
  @Test
  void rowsThatAreNotKept_giveTheSameBits() {
    StudentMixtureFit kept = estimator().fit(SAMPLES);
    StudentMixtureFit streamed = estimator().fit(Holes.streamed(ROWS));

    assertThat(streamed.model()).isEqualTo(kept.model());
    assertThat(streamed.trace()).isEqualTo(kept.trace());
  }

  @Test
  void checkpoints_ofOtherFits_areRefused() {
    StudentCheckpoint checkpoint = checkpoint();
    double[][] others = ROWS.clone();
    others[7] = new double[] {1, 1};

    refused(estimator(), Samples.of(others), checkpoint, "the checkpoint is of other samples");
    refused(
        estimator().toBuilder().degreesOfFreedom(DegreesOfFreedom.common()).build(),
        SAMPLES,
        checkpoint,
        "the checkpoint is of another fit: tails was free, but is common");
    refused(
        estimator().toBuilder()
            .degreesOfFreedom(DegreesOfFreedom.free().withRange(2, 50))
            .build(),
        SAMPLES,
        checkpoint,
        "the checkpoint is of another fit: degrees of freedom was");
    StudentCheckpoint.Current current = checkpoint.current();
    double[] trace = current.trace().clone();
    trace[trace.length - 1] += 1;
    StudentCheckpoint.Current wrong = new StudentCheckpoint.Current(
        current.restart(),
        current.parameters(),
        trace,
        current.events(),
        current.replacements(),
        current.randomState(),
        current.ascent());
    refused(
        estimator(),
        SAMPLES,
        new StudentCheckpoint(checkpoint.fit(), checkpoint.finished(), checkpoint.best(), wrong),
        "the checkpoint's parameters have the log-likelihood");
    refused(
        estimator(),
        SAMPLES,
        new StudentCheckpoint(checkpoint.fit(), List.of(), null, current),
        "the checkpoint is not valid: its restart must be 0");
  }

  /** Returns that of the second restart's third iteration. */
  private static StudentCheckpoint checkpoint() {
    StudentCheckpoint[] taken = new StudentCheckpoint[1];
    estimator().toBuilder()
        .listener(progress -> {
          if (progress.restart() == 1 && progress.iteration() == 3) {
            taken[0] = progress.checkpoint().get();
          }
        })
        .build()
        .fit(SAMPLES);
    return Objects.requireNonNull(taken[0]);
  }

  private static void refused(
      StudentMixtureEstimator estimator,
      Samples samples,
      StudentCheckpoint checkpoint,
      String message) {
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> estimator.resume(samples, checkpoint))
        .withMessageStartingWith(message);
  }

  @Test
  void models_areEqualAfterReading() throws Exception {
    StudentMixture model = estimator().fit(SAMPLES).model();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    StudentMixture read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = (StudentMixture) in.readObject();
    }

    assertThat(read).isEqualTo(model).hasSameHashCodeAs(model).isNotSameAs(model);
    assertThat(read.freeParameters()).isEqualTo(model.freeParameters());
    assertThat(read.logDensities(SAMPLES)).isEqualTo(model.logDensities(SAMPLES));
    assertThat(Arrays.equals(read.degreesOfFreedom(), model.degreesOfFreedom())).isTrue();
  }
}
