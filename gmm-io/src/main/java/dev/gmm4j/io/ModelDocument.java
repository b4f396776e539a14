package dev.gmm4j.io;

import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model of one family or another with what a model file holds beside it. */
public sealed interface ModelDocument permits ModelFile, StudentModelFile, FactorModelFile {

  /**
   * Reads a model file of whichever family; the model works on a given backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  static ModelDocument read(Path file, LinearAlgebraBackend backend) {
    if (FactorModelFile.isFactors(file)) {
      return FactorModelFile.read(file, backend);
    }
    return StudentModelFile.isStudent(file)
        ? StudentModelFile.read(file, backend)
        : ModelFile.read(file, backend);
  }

  /** Returns the names of the model's features; empty if they are not known. */
  List<String> featureNames();

  /** Returns how the model was fitted, or null if that is not known. */
  @Nullable
  FitRecord fit();

  /** Returns what a user wants to keep with the model. */
  Map<String, @Nullable Object> metadata();

  /** Returns what was changed in the parameters when they were read. */
  List<String> notes();

  /** Returns the JSON object, indented, with a line end after it. */
  String toJson();

  /**
   * Writes the JSON object to a file, whole or not at all.
   *
   * @throws DataException if the file cannot be written
   */
  void write(Path file);
}
