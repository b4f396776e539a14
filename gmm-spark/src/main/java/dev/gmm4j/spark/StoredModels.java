package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.io.DataException;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Model files of gmm4j in whatever file system Spark works with. */
final class StoredModels {
  private StoredModels() {}

  /** Writes a model file, whole or not at all, in the place of what was there. */
  static void write(ModelFile model, String path, Configuration configuration) {
    write(model.toJson(), path, configuration);
  }

  /** Writes a file of a classifier, whole or not at all, in the place of what was there. */
  static void write(ClassifierFile classifier, String path, Configuration configuration) {
    write(classifier.toJson(), path, configuration);
  }

  private static void write(String json, String path, Configuration configuration) {
    Path target = new Path(path);
    Path unfinished = new Path(target.getParent(), "." + target.getName() + ".unfinished");
    try {
      FileContext files = FileContext.getFileContext(target.toUri(), configuration);
      try (OutputStream out = files.create(
          unfinished,
          EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
          Options.CreateOpts.createParent())) {
        out.write(json.getBytes(StandardCharsets.UTF_8));
      }
      files.rename(unfinished, target, Options.Rename.OVERWRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("model file " + path + " cannot be written", e);
    }
  }

  /**
   * Reads a model file.
   *
   * @throws DataException if it is not a valid one
   */
  static ModelFile read(String path, Configuration configuration, LinearAlgebraBackend backend) {
    return read(path, configuration, in -> ModelFile.read(in, backend));
  }

  /**
   * Reads a file of a classifier.
   *
   * @throws DataException if it is not a valid one
   */
  static ClassifierFile readClassifier(
      String path, Configuration configuration, LinearAlgebraBackend backend) {
    return read(
        path,
        configuration,
        in -> ClassifierFile.fromJson(
            new String(in.readAllBytes(), StandardCharsets.UTF_8), backend));
  }

  /** Reads an opened file. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T read(String path, Configuration configuration, Reader<T> reader) {
    Path source = new Path(path);
    try {
      FileContext files = FileContext.getFileContext(source.toUri(), configuration);
      try (InputStream in = files.open(source)) {
        return reader.read(in);
      }
    } catch (DataException e) {
      throw new DataException("model file " + path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("model file " + path + " cannot be read", e);
    }
  }

  /** Returns the text of a model file without anything about a fit. */
  static String toJson(GaussianMixture mixture) {
    return new ModelFile(mixture, List.of(), null).toJson();
  }

  /** Returns the model of a model file's text. */
  static GaussianMixture fromJson(String json, LinearAlgebraBackend backend) {
    return ModelFile.fromJson(json, backend).model();
  }
}
