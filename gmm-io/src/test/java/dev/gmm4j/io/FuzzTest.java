package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Ascent;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused by a {@link DataException} of one line, and nothing else happens. */
// Guards against a reader that never ends, on whatever machine.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FuzzTest {
  @TempDir
  private Path folder;

  private static void use(Dataset data) {
    try (data) {
      assertThat(data.samples().count()).isPositive();
      assertThat(data.columnNames()).hasSize(data.samples().dimension());
      data.samples().block(data.samples().count() - 1, 1);
      assertThat(data.location(0, 0)).isNotEmpty();
    }
  }

  @Test
  void csv_isReadOrRefused() throws IOException {
    byte[] csv = "a,\"b\",c\r\n1,2.5,\"3\"\n-4e-3,5,6\n7,8,9\n".getBytes(StandardCharsets.UTF_8);
    ReadOptions weighted = ReadOptions.builder()
        .weightsColumn("2")
        .memoryBudget(0)
        .temporaryFolder(folder)
        .build();
    Damage.fuzz(
        csv,
        1,
        bytes ->
            use(DataFiles.read(new ByteArrayInputStream(bytes), "f.csv", ReadOptions.defaults())));
    Damage.fuzz(
        csv, 2, bytes -> use(DataFiles.read(new ByteArrayInputStream(bytes), "f.csv", weighted)));
  }

  @Test
  void npy_isReadOrRefused() throws IOException {
    Path file = folder.resolve("f");
    for (int version : new int[] {1, 2}) {
      byte[] npy = NpyBytes.file(
          version, NpyBytes.description("<f8", true, "(2, 3)"), NpyBytes.doubles(1, 2, 3, 4, 5, 6));
      Damage.fuzz(
          npy,
          10 + version,
          bytes -> use(DataFiles.open(Files.write(file, bytes), ReadOptions.defaults())));
    }
  }

  @Test
  void model_isReadOrRefused() throws IOException {
    Path file = folder.resolve("f.json");
    String json =
        new ModelFile(Models.of(CovarianceType.FULL), List.of("a", "b"), Models.FIT).toJson();
    Damage.fuzz(
        json.getBytes(StandardCharsets.UTF_8),
        20,
        bytes -> ModelFile.read(Files.write(file, bytes)).toJson());
    Damage.fuzz(
        json.getBytes(StandardCharsets.UTF_8),
        21,
        bytes -> InitialModel.read(Files.write(file, bytes), CovarianceType.DIAGONAL));
  }

  @Test
  void modelsOfOtherFamilies_areReadOrRefused() throws IOException {
    LinearAlgebraBackend backend = Backends.standard().automatic();
    String student =
        StudentModelFile.of(StudentModelFileTest.mixture(CovarianceType.FULL)).toJson();
    fuzz(student, 30, json -> StudentModelFile.fromJson(json, backend).toJson());
    String factors = FactorModelFile.of(FactorModelFileTest.mixture()).toJson();
    fuzz(factors, 31, json -> FactorModelFile.fromJson(json, backend).toJson());
    String posterior = PosteriorFileTest.file(CovarianceType.FULL, WeightPrior.dirichletProcess())
        .toJson();
    fuzz(posterior, 32, json -> ModelFile.fromJson(json, backend).toJson());
    fuzz(
        ClassifierFileTest.VALID,
        33,
        json -> ClassifierFile.fromJson(json, backend).toJson());
  }

  @Test
  void modelsOfOtherPrograms_areReadOrRefused() throws IOException {
    Path file = folder.resolve("f.json");
    ModelFile model = new ModelFile(Models.of(CovarianceType.TIED), List.of("a", "b"), null);
    for (ModelFormat format : List.of(ModelFormat.SCIKIT_LEARN, ModelFormat.MCLUST)) {
      fuzz(
          format.toJson(model),
          40 + (format == ModelFormat.MCLUST ? 1 : 0),
          json -> format
              .read(Files.writeString(file, json), Backends.standard().automatic())
              .toJson());
    }
  }

  /** Damage with a checksum that is right: nothing but the decoder is left to find it. */
  @Test
  void checkpoint_isReadOrRefused() throws IOException {
    Path file = folder.resolve("f.ckpt");
    CheckpointFile.write(
        file, CheckpointFileTest.checkpoint(CovarianceType.FULL, new Ascent(0.25, 0.5, 0.75, 16)));
    fuzzBody(Files.readAllBytes(file), 50, bytes -> CheckpointDecoder.decode("f", bytes));
    CheckpointFile.write(file, StudentCheckpointTest.checkpoint());
    fuzzBody(Files.readAllBytes(file), 51, bytes -> StudentCheckpoints.decode("f", bytes));
    BayesianCheckpointTest.estimator(CovarianceType.DIAGONAL).toBuilder()
        .listener(CheckpointWriter.everyIterations(3, file))
        .build()
        .fit(BayesianCheckpointTest.SAMPLES);
    fuzzBody(Files.readAllBytes(file), 52, bytes -> PosteriorCheckpoints.decode("f", bytes));
  }

  private static void fuzzBody(byte[] valid, long seed, Damage.Reading reading) throws IOException {
    byte[] body = Arrays.copyOf(valid, valid.length - 32);
    Damage.fuzz(body, seed, bytes -> {
      byte[] signed = Arrays.copyOf(bytes, bytes.length + 32);
      System.arraycopy(CheckpointOutput.digest(bytes, bytes.length), 0, signed, bytes.length, 32);
      reading.run(signed);
    });
  }

  private static void fuzz(String valid, long seed, TextReading reading) throws IOException {
    Damage.fuzz(
        valid.getBytes(StandardCharsets.UTF_8),
        seed,
        bytes -> reading.run(new String(bytes, StandardCharsets.UTF_8)));
  }

  @FunctionalInterface
  private interface TextReading {
    void run(String text) throws IOException;
  }
}
