package dev.gmm4j.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object to be written: properties in the order in which they are added. Doubles are written so that reading gives
 * the same bits; those that are not finite are written as null, because JSON has no other numbers.
 */
public final class JsonObject {
  private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

  /** Creates an object without properties. */
  public JsonObject() {}

  /** Adds text, or null. */
  public JsonObject put(String name, @Nullable String text) {
    return add(name, text);
  }

  /** Adds a whole number. */
  public JsonObject put(String name, long number) {
    return add(name, number);
  }

  /** Adds a number. */
  public JsonObject put(String name, double number) {
    return add(name, number);
  }

  /** Adds a truth value. */
  public JsonObject put(String name, boolean truth) {
    return add(name, truth);
  }

  /** Adds an object. */
  public JsonObject put(String name, JsonObject object) {
    return add(name, object);
  }

  /** Adds an array of objects, each on lines of its own. */
  public JsonObject put(String name, List<JsonObject> objects) {
    return add(name, objects.toArray());
  }

  /** Adds an array of numbers, on one line. */
  public JsonObject put(String name, double[] numbers) {
    return add(name, numbers);
  }

  /** Adds an array of whole numbers, on one line. */
  public JsonObject put(String name, int[] numbers) {
    return add(name, numbers);
  }

  /** Adds an array of whole numbers, on one line. */
  public JsonObject put(String name, long[] numbers) {
    return add(name, numbers);
  }

  /** Adds an array of texts, on one line. */
  public JsonObject putTexts(String name, List<String> texts) {
    return add(name, List.copyOf(texts));
  }

  /** Adds a value that is an object, an array of values, text, a {@link Long}, a {@link Double}, a truth value or null. */
  JsonObject putAny(String name, @Nullable Object value) {
    return add(name, value);
  }

  /** Adds an array of numbers of one to three dimensions, each innermost one on a line of its own. */
  JsonObject putNested(String name, Object numbers) {
    return add(name, numbers);
  }

  private JsonObject add(String name, @Nullable Object value) {
    properties.put(name, value);
    return this;
  }

  Map<String, @Nullable Object> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** Returns the object in JSON, indented, without a line end after it. */
  @Override
  public String toString() {
    return JsonWriter.toText(this);
  }
}
