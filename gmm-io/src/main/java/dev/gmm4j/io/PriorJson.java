package dev.gmm4j.io;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.em.ConjugatePrior;
import java.util.List;

/** The {@code prior} object of a fit. */
final class PriorJson {
  /** Up to so many features a diagonal is written as a matrix, zeros included, which readers of all versions take. */
  private static final int MAX_SQUARE = 512;

  private static final List<String> PROPERTIES =
      List.of("shrinkage", "mean", "degreesOfFreedom", "scale");

  private ConjugatePrior prior = ConjugatePrior.defaults();

  private PriorJson() {}

  static JsonObject write(ConjugatePrior prior) {
    JsonObject json = new JsonObject();
    json.put("shrinkage", prior.shrinkage());
    json.put("mean", requireNonNull(prior.mean()));
    json.put("degreesOfFreedom", requireNonNull(prior.degreesOfFreedom()));
    double[] diagonal = prior.diagonalScale();
    if (diagonal == null || diagonal.length <= MAX_SQUARE) {
      json.putNested("scale", requireNonNull(prior.scale()));
    } else {
      json.put("scale", diagonal);
    }
    return json;
  }

  /** Reads a prior. */
  static ConjugatePrior read(JsonFile json, String property) {
    PriorJson reader = new PriorJson();
    json.object(property, PROPERTIES, reader::property);
    return reader.prior;
  }

  private void property(JsonFile json, String property) {
    try {
      prior = switch (property) {
        case "shrinkage" -> prior.withShrinkage(json.number(property));
        case "mean" -> prior.withMean(json.numbers(property, 1).values());
        case "degreesOfFreedom" -> prior.withDegreesOfFreedom(json.number(property));
        default -> withScale(json.numbers(property, 2));
      };
    } catch (IllegalArgumentException e) {
      throw json.refusal("prior: " + e.getMessage());
    }
  }

  private ConjugatePrior withScale(NumberArray numbers) {
    return numbers.dimensions() == 2
        ? prior.withScale(numbers.matrix())
        : prior.withDiagonalScale(numbers.values());
  }
}
