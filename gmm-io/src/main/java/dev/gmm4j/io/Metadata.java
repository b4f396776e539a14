package dev.gmm4j.io;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's object in a model file: properties with values that JSON has. Numbers become {@link Long} if they are whole
 * and fit, else {@link Double}, as they do when they are read.
 */
final class Metadata {
  /** Files may be nested by eight levels, and the object is on the second. */
  private static final int MAX_DEPTH = 6;

  private Metadata() {}

  /**
   * Returns an unmodifiable copy.
   *
   * @throws IllegalArgumentException if a value is none of JSON's, a number is not finite, or objects and arrays are nested
   *     by more than six levels
   */
  static Map<String, @Nullable Object> copyOf(Map<String, ? extends @Nullable Object> metadata) {
    return object("metadata", requireNonNull(metadata, "metadata must not be null"), MAX_DEPTH);
  }

  private static Map<String, @Nullable Object> object(String name, Map<?, ?> object, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach((key, value) -> {
      if (!(key instanceof String property)) {
        throw new IllegalArgumentException(
            "names of properties of " + name + " must be text, but one was " + key);
      }
      copy.put(property, value(name + "." + property, value, depth - 1));
    });
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(String name, @Nullable Object value, int depth) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return number(name, number);
    }
    if (depth == 0) {
      throw new IllegalArgumentException("metadata must be nested by at most " + MAX_DEPTH
          + " levels, but " + name + " was deeper");
    }
    if (value instanceof Map<?, ?> object) {
      return object(name, object, depth);
    }
    if (value instanceof List<?> array) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object element : array) {
        copy.add(value(name + "[" + copy.size() + "]", element, depth - 1));
      }
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        name + " must be text, a number, true or false, null, a list or a map, but was "
            + value.getClass().getName());
  }

  private static Number number(String name, Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return number.longValue();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, but was " + number);
    }
    return value;
  }

  /** Returns the object as it is written. */
  static JsonObject toJson(Map<String, @Nullable Object> object) {
    JsonObject json = new JsonObject();
    object.forEach((name, value) -> json.putAny(name, written(value)));
    return json;
  }

  @SuppressWarnings("unchecked") // Maps in copies have text for keys.
  private static @Nullable Object written(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return toJson((Map<String, @Nullable Object>) object);
    }
    if (value instanceof List<?> array) {
      return array.stream().map(Metadata::written).toArray();
    }
    return value;
  }
}
