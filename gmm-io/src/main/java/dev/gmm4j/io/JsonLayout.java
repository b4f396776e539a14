package dev.gmm4j.io;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;

/** Lays out JSON for people: properties, objects and rows of matrices on lines of their own, a row on one line. */
final class JsonLayout implements PrettyPrinter {
  private static final String INDENTATION = "  ";

  private int depth;
  private boolean nextIsLine;
  private boolean isLine;

  /** Puts the next array on one line; its elements must be neither arrays nor objects. */
  void putNextOnLine() {
    nextIsLine = true;
  }

  private void newLine(JsonGenerator json) {
    json.writeRaw("\n" + INDENTATION.repeat(depth));
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator json) {
    json.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator json) {
    json.writeRaw('{');
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) {
    newLine(json);
  }

  @Override
  public void writeObjectNameValueSeparator(JsonGenerator json) {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) {
    json.writeRaw(',');
    newLine(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) {
    depth--;
    newLine(json);
    json.writeRaw('}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) {
    json.writeRaw('[');
    depth++;
    isLine = nextIsLine;
    nextIsLine = false;
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) {
    if (!isLine) {
      newLine(json);
    }
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) {
    if (isLine) {
      json.writeRaw(", ");
    } else {
      json.writeRaw(',');
      newLine(json);
    }
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) {
    depth--;
    if (!isLine && values > 0) {
      newLine(json);
    }
    isLine = false;
    json.writeRaw(']');
  }
}
