package dev.gmm4j.io;

import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code noise} object of a model file. */
final class NoiseJson {
  private static final List<String> PROPERTIES = List.of("weight", "lower", "upper");
  private static final List<String> OPTIONAL = List.of("axes");

  private double weight;
  private double[] lower = {};
  private double[] upper = {};
  private @Nullable NumberArray axes;

  private NoiseJson() {}

  static JsonObject write(UniformNoise noise) {
    JsonObject json = new JsonObject();
    json.put("weight", noise.weight());
    json.put("lower", noise.region().lower());
    json.put("upper", noise.region().upper());
    double @Nullable [][] axes = noise.region().axes();
    if (axes != null) {
      json.putNested("axes", axes);
    }
    return json;
  }

  static UniformNoise read(JsonFile json, String property) {
    NoiseJson noise = new NoiseJson();
    json.object(property, PROPERTIES, OPTIONAL, noise::property);
    try {
      return new UniformNoise(noise.weight, noise.region());
    } catch (IllegalArgumentException e) {
      throw json.refusal(property + ": " + e.getMessage());
    }
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "weight" -> weight = json.number(property);
      case "lower" -> lower = json.numbers(property, 1).values();
      case "upper" -> upper = json.numbers(property, 1).values();
      default -> axes = json.numbers(property, 2);
    }
  }

  private NoiseRegion region() {
    if (axes == null) {
      return NoiseRegion.of(lower, upper);
    }
    if (axes.dimensions() != 2) {
      throw new IllegalArgumentException("axes must be a matrix");
    }
    return NoiseRegion.of(lower, upper, axes.matrix());
  }
}
