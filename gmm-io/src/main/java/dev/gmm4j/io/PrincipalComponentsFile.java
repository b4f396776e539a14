package dev.gmm4j.io;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.preprocessing.PrincipalComponents;
import dev.gmm4j.preprocessing.PrincipalComponents.Whitening;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Principal components with the names of the features. {@code docs/formats.md} of gmm4j describes the format.
 *
 * @param components the principal components
 * @param featureNames names of the features; empty if they are not known
 */
public record PrincipalComponentsFile(PrincipalComponents components, List<String> featureNames) {
  private static final String FORMAT = "gmm4j-pca";
  private static final int VERSION = 1;
  private static final List<String> REQUIRED = List.of(
      "format",
      "version",
      "components",
      "dimension",
      "whitened",
      "mean",
      "axes",
      "variances",
      "totalVariance");
  private static final String FEATURE_NAMES = "featureNames";
  private static final List<String> PROPERTIES =
      Stream.concat(REQUIRED.stream(), Stream.of(FEATURE_NAMES)).toList();

  /**
   * Creates a file in memory.
   *
   * @throws IllegalArgumentException if there are feature names, but more or fewer than features
   */
  public PrincipalComponentsFile {
    featureNames = List.copyOf(featureNames);
    if (!featureNames.isEmpty() && featureNames.size() != components.dimension()) {
      throw new IllegalArgumentException("featureNames must be " + components.dimension()
          + " texts, but were " + featureNames.size());
    }
  }

  /** Returns the names of the coordinates along some components: PC1, PC2 and so on. */
  public static List<String> coordinateNames(int components) {
    return IntStream.rangeClosed(1, components).mapToObj(k -> "PC" + k).toList();
  }

  /** Returns the JSON object, indented, with a line end after it. */
  public String toJson() {
    JsonObject json = new JsonObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("components", components.components());
    json.put("dimension", components.dimension());
    json.put("whitened", components.whitening() == Whitening.WHITENED);
    json.put("mean", components.mean());
    json.putNested("axes", components.axes());
    json.put("variances", components.variances());
    json.put("totalVariance", components.totalVariance());
    if (!featureNames.isEmpty()) {
      json.putTexts(FEATURE_NAMES, featureNames);
    }
    return json + "\n";
  }

  /**
   * Writes the JSON object to a file, whole or not at all.
   *
   * @throws DataException if the file cannot be written
   */
  public void write(Path file) {
    String json = toJson();
    try {
      AtomicFile.writeText(file, writer -> writer.write(json));
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Reads a file; the components work on the default backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static PrincipalComponentsFile read(Path file) {
    return read(file, Backends.standard().automatic());
  }

  /**
   * Reads a file; the components work on a given backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  public static PrincipalComponentsFile read(Path file, LinearAlgebraBackend backend) {
    return new Reader(JsonInput.of(file)).read(backend);
  }

  /** Reads a file. */
  private static final class Reader {
    private final JsonInput input;
    private long version;
    private long components;
    private long dimension;
    private Whitening whitening = Whitening.NONE;
    private double[] mean = {};
    private double[][] axes = {};
    private double[] variances = {};
    private double totalVariance;
    private List<String> featureNames = List.of();

    Reader(JsonInput input) {
      this.input = input;
    }

    PrincipalComponentsFile read(LinearAlgebraBackend backend) {
      Set<String> found = JsonFile.read(input, PROPERTIES, this::property);
      List<String> missing =
          REQUIRED.stream().filter(property -> !found.contains(property)).toList();
      check(missing.isEmpty(), "there is no property " + Quoted.names(missing));
      check(version == VERSION, "version must be " + VERSION + ", but is " + version);
      check(
          components == axes.length,
          "components is " + components + ", but axes has " + axes.length + " rows");
      check(
          dimension == mean.length,
          "dimension is " + dimension + ", but mean has " + mean.length + " numbers");
      check(
          !found.contains(FEATURE_NAMES) || featureNames.size() == dimension,
          "featureNames must be " + dimension + " texts, as dimension says, but has "
              + featureNames.size());
      try {
        return new PrincipalComponentsFile(
            PrincipalComponents.of(mean, axes, variances, totalVariance, whitening, backend),
            featureNames);
      } catch (IllegalArgumentException e) {
        throw new DataException(input.name() + ": " + e.getMessage(), e);
      }
    }

    private void property(JsonFile json, String property) {
      switch (property) {
        case "format" -> {
          String format = json.text(property);
          check(
              format.equals(FORMAT),
              "format must be " + FORMAT + ", but is " + Quoted.text(format));
        }
        case "version" -> version = json.whole(property, 0, Integer.MAX_VALUE);
        case "components" -> components = json.whole(property, 1, Integer.MAX_VALUE);
        case "dimension" -> dimension = json.whole(property, 1, Integer.MAX_VALUE);
        case "whitened" -> whitening = json.truth(property) ? Whitening.WHITENED : Whitening.NONE;
        case "mean" -> mean = json.numbers(property, 1).values();
        case "axes" -> {
          NumberArray array = json.numbers(property, 2);
          check(array.dimensions() == 2, "axes must be an array of arrays of numbers");
          axes = array.matrix();
        }
        case "variances" -> variances = json.numbers(property, 1).values();
        case "totalVariance" -> totalVariance = json.number(property);
        default -> featureNames = json.texts(property);
      }
    }

    private void check(boolean met, String problem) {
      if (!met) {
        throw new DataException(input.name() + ": " + problem);
      }
    }
  }
}
