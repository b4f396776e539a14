package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.RestartReport;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
  @TempDir
  private Path folder;

  private static ParameterEstimate parameters(CovarianceType type) {
    double[] means = Arrays.stream(Models.MEANS).flatMapToDouble(Arrays::stream).toArray();
    return new ParameterEstimate(Models.WEIGHTS, means, Models.of(type).covariances());
  }

  private static Checkpoint checkpoint(CovarianceType type) {
    return checkpoint(type, new Ascent(0.25, 0.5, 0.75, 16));
  }

  static Checkpoint checkpoint(CovarianceType type, Ascent ascent) {
    Map<String, String> fit = new LinkedHashMap<>();
    fit.put("components", "3");
    fit.put("start", "k-means, ä€𝄞");
    DegeneracyEvent event =
        new DegeneracyEvent(1, DegeneracyPolicy.RESTART, "no sample is left to it", 2, 7, 3);
    List<RestartReport> finished = List.of(
        new RestartReport(0, List.of(-3.0, -1.0 / 3), 1, true, List.of(event), null),
        new RestartReport(
            1,
            List.of(),
            0,
            false,
            List.of(),
            new DegenerateComponentException(2, 5, "it is singular", "use fewer")),
        new RestartReport(2, List.of(), 0, false, List.of(), new GmmException("not finite")));
    return new Checkpoint(
        fit,
        finished,
        new Checkpoint.Best(0, parameters(type), new double[] {1.5, 0.1, 4.9e-324}),
        new Checkpoint.Current(
            3,
            parameters(type),
            new double[] {-1e300, -0.0, 1.0 / 7},
            4,
            List.of(event),
            2,
            Long.MIN_VALUE + 5,
            ascent,
            null));
  }

  static void expectSame(Checkpoint actual, Checkpoint expected) {
    assertThat(List.copyOf(actual.fit().entrySet()))
        .isEqualTo(List.copyOf(expected.fit().entrySet()));
    assertThat(actual)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(GmmException.class, DegenerateComponentException.class)
        .isEqualTo(expected);
    assertThat(actual.finished().stream().map(report -> String.valueOf(report.failure())))
        .containsExactlyElementsOf(expected.finished().stream()
            .map(report -> String.valueOf(report.failure()))
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void reading_givesBackWhatWasWritten(CovarianceType type) {
    Path file = folder.resolve("fit.ckpt");
    CheckpointFile.write(file, checkpoint(type));

    expectSame(CheckpointFile.read(file), checkpoint(type));
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void moves_areOfVersion3() {
    Checkpoint plain = checkpoint(CovarianceType.FULL);
    SearchMove move = new SearchMove(2, 4, 1, -3.5, -1.0 / 3, true);
    Checkpoint.Current current = plain.current();
    Checkpoint searched = new Checkpoint(
        plain.fit(),
        List.of(
            plain.finished().get(0).withMoves(List.of(move)),
            plain.finished().get(1),
            plain.finished().get(2)),
        plain.best(),
        new Checkpoint.Current(
            current.restart(),
            current.parameters(),
            current.trace(),
            current.previousComponents(),
            current.events(),
            current.replacements(),
            current.randomState(),
            current.ascent(),
            List.of(move, move)));
    byte[] bytes = CheckpointEncoder.encode(searched);

    expectSame(CheckpointDecoder.decode("searched", bytes), searched);
    assertThat(bytes[11]).isEqualTo((byte) 3);
    assertThat(CheckpointEncoder.encode(plain)[11]).isLessThan((byte) 3);
  }

  @Test
  void fitThatHasJustBegun_hasNoBest() {
    Checkpoint begun = new Checkpoint(
        Map.of(), List.of(), null, checkpoint(CovarianceType.FULL).current());
    Path file = folder.resolve("fit.ckpt");
    CheckpointFile.write(file, begun);

    expectSame(CheckpointFile.read(file), begun);
  }

  @Test
  void anyDamage_isRefused() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    CheckpointFile.write(file, checkpoint(CovarianceType.TIED));
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << random.nextInt(8));
      expectRefusal(bad);
      expectRefusal(Arrays.copyOf(good, i));
    }
    expectRefusal(Arrays.copyOf(good, good.length + 1));

    expectSame(CheckpointDecoder.decode("good", good), checkpoint(CovarianceType.TIED));
  }

  private static void expectRefusal(byte[] bad) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointDecoder.decode("bad", bad));
  }

  private static void expectRefusal(Path file, String reason) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(reason);
  }

  @Test
  void refusals_sayWhy() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    expectRefusal(file, "no such file");
    expectRefusal(folder, "is a folder");
    expectRefusal(Files.writeString(file, "1,2\n3,4\n"), "does not begin with GMM4JCKP");
    CheckpointFile.write(file, checkpoint(CovarianceType.FULL));
    byte[] good = Files.readAllBytes(file);
    expectRefusal(Files.write(file, Arrays.copyOf(good, good.length - 1)), "damaged or cut short");
    byte[] later = good.clone();
    later[11] = 4;
    expectRefusal(Files.write(file, signed(later)), "of version 4, but only 1 to 3 are read");
  }

  /** Contents that no gmm4j wrote, under a checksum that is right. */
  @Test
  void nonsense_isRefusedWithoutHarm() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    CheckpointFile.write(file, checkpoint(CovarianceType.FULL));
    byte[] good = Files.readAllBytes(file);
    for (int i = 12; i < good.length - 32 - 3; i++) {
      for (int value : new int[] {-1, Integer.MAX_VALUE}) {
        byte[] bad = good.clone();
        ByteBuffer.wrap(bad).putInt(i, value);
        try {
          // Some places are numbers that may be anything.
          assertThat(CheckpointDecoder.decode("bad", signed(bad))).isNotNull();
        } catch (DataException e) {
          assertThat(e).hasMessageContaining("no valid checkpoint");
        }
      }
    }
  }

  private static byte[] signed(byte[] bytes) {
    int body = bytes.length - 32;
    System.arraycopy(CheckpointOutput.digest(bytes, body), 0, bytes, body, 32);
    return bytes;
  }

  /** Leaves a temporary file of the name that a process gives it, as if the process had been killed. */
  private void leaveUnfinished(Path file) throws IOException {
    List<Path> left = new ArrayList<>();
    AtomicFile.write(file, out -> {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(path -> path.toString().endsWith(".tmp")).forEach(left::add);
      }
    });
    assertThat(left).hasSize(1);
    Files.writeString(left.get(0), "half a checkp");
  }

  @Test
  void whatAKilledProcessLeft_isGoneWithTheNextWrite() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    leaveUnfinished(file);
    CheckpointFile.write(file, checkpoint(CovarianceType.FULL));
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));

    leaveUnfinished(file);
    CheckpointFile.deleteUnfinished(file);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    leaveUnfinished(file);
    CheckpointFile.delete(file);
    assertThat(folder).isEmptyDirectory();
    CheckpointFile.delete(file);
  }

  /** Temporary files once had a name that could be foreseen, and were written through a link of that name. */
  @Test
  void plantedLink_isNotWrittenThrough() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    Path victim = Files.writeString(folder.resolve("victim"), "SECRET");
    Files.createSymbolicLink(folder.resolve(".fit.ckpt.tmp"), victim);
    CheckpointFile.write(file, checkpoint(CovarianceType.FULL));

    assertThat(victim).hasContent("SECRET");
    expectSame(CheckpointFile.read(file), checkpoint(CovarianceType.FULL));
  }

  @Test
  void permissions_areKept() throws IOException {
    Path file = Files.writeString(folder.resolve("fit.ckpt"), "former");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    CheckpointFile.write(file, checkpoint(CovarianceType.FULL));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void target_isReplacedOnlyIfItIsAFile() throws IOException {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.write(folder, checkpoint(CovarianceType.FULL)))
        .withMessageContaining("no regular file");
    Path missing = folder.resolve("missing").resolve("fit.ckpt");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> CheckpointFile.write(missing, checkpoint(CovarianceType.FULL)))
        .withMessageContaining("cannot write " + missing);
    Path target = Files.createDirectory(folder.resolve("there")).resolve("fit.ckpt");
    Files.writeString(target, "former");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    CheckpointFile.write(link, checkpoint(CovarianceType.FULL));
    assertThat(link).isSymbolicLink();
    expectSame(CheckpointFile.read(target), checkpoint(CovarianceType.FULL));
  }

  private static GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .restarts(2)
        .maxIterations(5)
        .tolerance(0)
        .regularization(0.1 + 0.2);
  }

  private static Samples samples() {
    SplittableRandom random = new SplittableRandom(4);
    return Samples.of(random.doubles(600).toArray(), 2);
  }

  @Test
  void fit_goesOnFromAFileToTheSameBits() {
    Path file = folder.resolve("fit.ckpt");
    double[] whole = estimator().build().fit(samples()).model().covariances().toArray();
    for (int stop = 0; stop < 12; stop++) {
      int evaluations = stop;
      int[] seen = {0};
      CheckpointWriter writer = CheckpointWriter.every(Duration.ZERO, file);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> estimator()
              .listener(progress -> {
                writer.onProgress(progress);
                if (seen[0]++ == evaluations) {
                  throw new IllegalStateException("killed");
                }
              })
              .build()
              .fit(samples()));
      assertThat(estimator()
              .build()
              .resume(samples(), CheckpointFile.read(file))
              .model()
              .covariances()
              .toArray())
          .isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void writer_countsIterationsOfAllRestarts(int every) {
    Path file = folder.resolve("fit.ckpt");
    CheckpointWriter writer = CheckpointWriter.everyIterations(every, file);
    List<Integer> written = new ArrayList<>();
    int[] iterations = {0};
    estimator()
        .listener(progress -> {
          iterations[0] += progress.iteration() > 0 ? 1 : 0;
          CheckpointFile.delete(file);
          writer.onProgress(progress);
          if (Files.exists(file)) {
            written.add(iterations[0]);
          }
        })
        .build()
        .fit(samples());

    List<Integer> expected = new ArrayList<>();
    for (int i = every; i <= 10; i += every) {
      expected.add(i);
    }
    assertThat(written).isEqualTo(expected);
  }

  @Test
  void writer_refusesWrongIntervals() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointWriter.everyIterations(0, folder))
        .withMessage("iterations must be >= 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointWriter.every(Duration.ofSeconds(-1), folder))
        .withMessage("interval must be >= 0, but was PT-1S");
  }
}
