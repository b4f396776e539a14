package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Formats of model files: our own, and those that scikit-learn's and mclust's parameters are exchanged in. All are JSON;
 * {@code docs/formats.md} of gmm4j shows them.
 */
public enum ModelFormat {
  /** Our own format, which loses nothing. */
  GMM4J("gmm4j", "format") {
    @Override
    public ModelFile read(Path file, LinearAlgebraBackend backend) {
      return ModelFile.read(file, backend);
    }

    @Override
    public String toJson(ModelFile model) {
      return model.toJson();
    }
  },
  /**
   * The attributes of scikit-learn's {@code GaussianMixture}; written without feature names where none are known. Those of a
   * {@code BayesianGaussianMixture} of full covariances are read, with its posterior.
   */
  SCIKIT_LEARN("scikit-learn", "weights_") {
    @Override
    public ModelFile read(Path file, LinearAlgebraBackend backend) {
      return ScikitLearnModel.read(JsonInput.of(file), backend);
    }

    @Override
    public String toJson(ModelFile model) {
      return ScikitLearnModel.toJson(model);
    }
  },
  /** The parameters of an R object of mclust, as jsonlite writes them. */
  MCLUST("mclust", "modelName") {
    @Override
    public ModelFile read(Path file, LinearAlgebraBackend backend) {
      return new MclustReader(JsonInput.of(file), backend).read();
    }

    @Override
    public String toJson(ModelFile model) {
      return MclustWriter.toJson(model);
    }
  };

  private final String label;
  private final String mark;

  ModelFormat(String label, String mark) {
    this.label = label;
    this.mark = mark;
  }

  /** Returns the name used on the command line, such as {@code scikit-learn}. */
  public String label() {
    return label;
  }

  /**
   * Returns the format of a label, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static ModelFormat parse(String label) {
    for (ModelFormat format : values()) {
      if (format.label.equalsIgnoreCase(label)) {
        return format;
      }
    }
    throw new IllegalArgumentException(String.format(
        Locale.ROOT,
        "model format must be one of %s, but was %s",
        Arrays.stream(values()).map(ModelFormat::label).collect(Collectors.joining(", ")),
        label));
  }

  /**
   * Tells the format of a file by its properties.
   *
   * @throws DataException if the file cannot be read, is not a JSON object, or has none of the formats
   */
  public static ModelFormat detect(Path file) {
    Set<String> names = JsonFile.names(JsonInput.of(file));
    for (ModelFormat format : values()) {
      if (names.contains(format.mark)) {
        return format;
      }
    }
    throw new DataException(file + " is no model file: it has neither "
        + Arrays.stream(values())
            .map(format -> "'" + format.mark + "' as of " + format.label)
            .collect(Collectors.joining(" nor ")));
  }

  /**
   * Reads a file of this format; the model works on a given backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  public abstract ModelFile read(Path file, LinearAlgebraBackend backend);

  /**
   * Returns a model in this format: a JSON object, indented, with a line end after it.
   *
   * @throws DataException if the model has noise, and the format no place for it
   */
  public abstract String toJson(ModelFile model);

  /** Refuses a model with noise, which the other formats have no place for. */
  static GaussianMixture withoutNoise(GaussianMixture model) {
    if (model.noise() != null) {
      throw new DataException("a model with noise can be written in the format gmm4j only");
    }
    return model;
  }

  /**
   * Writes a model to a file in this format, whole or not at all.
   *
   * @throws DataException if the file cannot be written
   */
  public void write(ModelFile model, Path file) {
    String json = toJson(model);
    try {
      AtomicFile.writeText(file, writer -> writer.write(json));
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }
}
