package dev.gmm4j.io;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of t distributions with what a model file holds beside it: a file as of {@link ModelFile}, whose means are locations
 * and whose covariances are scale matrices, with {@code degreesOfFreedom}. {@code docs/formats.md} of gmm4j describes the
 * format.
 *
 * @param model the model
 * @param featureNames names of the model's features; empty if they are not known
 * @param fit how the model was fitted, or null if that is not known
 * @param metadata what a user wants to keep with the model, as in {@link ModelFile}; copied
 * @param notes what was changed in the parameters when they were read; not written
 */
public record StudentModelFile(
    StudentMixture model,
    List<String> featureNames,
    @Nullable FitRecord fit,
    Map<String, @Nullable Object> metadata,
    List<String> notes)
    implements ModelDocument {
  static final String DEGREES_OF_FREEDOM = "degreesOfFreedom";
  static final String TAILS = "tails";

  /**
   * Creates a model file in memory.
   *
   * @throws IllegalArgumentException if there are feature names, but more or fewer than features, or metadata is no JSON
   */
  public StudentModelFile {
    featureNames = List.copyOf(featureNames);
    metadata = Metadata.copyOf(metadata);
    notes = List.copyOf(notes);
    if (!featureNames.isEmpty() && featureNames.size() != model.dimension()) {
      throw new IllegalArgumentException(
          "featureNames must be " + model.dimension() + " texts, but were " + featureNames.size());
    }
  }

  /** Returns a model file of a model alone. */
  public static StudentModelFile of(StudentMixture model) {
    return new StudentModelFile(model, List.of(), null, Map.of(), List.of());
  }

  /**
   * Tells whether a model file is of a mixture of t distributions.
   *
   * @throws DataException if the file cannot be read or is not a JSON object
   */
  public static boolean isStudent(Path file) {
    Set<String> names = JsonFile.names(JsonInput.of(file));
    return names.contains("format") && names.contains(DEGREES_OF_FREEDOM);
  }

  /**
   * Reads a model file; the model works on the default backend.
   *
   * @throws DataException if the file cannot be read, is not valid or is of a Gaussian mixture
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static StudentModelFile read(Path file) {
    return read(file, Backends.standard().automatic());
  }

  /**
   * Reads a model file; the model works on a given backend.
   *
   * @throws DataException if the file cannot be read, is not valid or is of a Gaussian mixture
   */
  public static StudentModelFile read(Path file, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(file), backend).readStudent();
  }

  /**
   * Reads a model from the text of a model file; the model works on a given backend.
   *
   * @throws DataException if the text is not valid or is of a Gaussian mixture
   */
  public static StudentModelFile fromJson(String json, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(json), backend).readStudent();
  }

  @Override
  public String toJson() {
    return new ModelFile(model.withGaussianComponents(), featureNames, fit, metadata, notes)
            .json(model)
        + "\n";
  }

  @Override
  public void write(Path file) {
    String json = toJson();
    try {
      AtomicFile.writeText(file, writer -> writer.write(json));
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }
}
