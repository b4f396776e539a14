package dev.gmm4j.cli.option;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Understands a few words, which also complete an option in the shell. */
public abstract class LabelConverter<T> implements ITypeConverter<T>, Iterable<String> {
  private final Map<String, T> values = new LinkedHashMap<>();

  /** Adds a word and what it stands for. */
  protected final void add(String label, T value) {
    values.put(label, value);
  }

  @Override
  public T convert(String label) {
    T value = values.get(label);
    if (value == null) {
      throw new TypeConversionException("expected one of " + String.join(", ", values.keySet())
          + " but was '" + label + "'" + Suggestion.of(label, values.keySet()));
    }
    return value;
  }

  @Override
  public Iterator<String> iterator() {
    return values.keySet().iterator();
  }
}
