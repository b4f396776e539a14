package dev.gmm4j.io;

import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes all JSON of gmm4j: model files, and results of the command line. */
final class JsonWriter {
  /** Doubles are written as {@link Double#toString} has them, so that files stay as they were. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final JsonLayout layout;
  private final JsonGenerator generator;

  private JsonWriter(JsonLayout layout, JsonGenerator generator) {
    this.layout = layout;
    this.generator = generator;
  }

  static String toText(JsonObject object) {
    JsonLayout layout = new JsonLayout();
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(context(layout), text)) {
      new JsonWriter(layout, generator).object(object);
    }
    return text.toString();
  }

  private static ObjectWriteContext context(PrettyPrinter printer) {
    return new ObjectWriteContext.Base() {
      @Override
      public boolean hasPrettyPrinter() {
        return true;
      }

      @Override
      public PrettyPrinter getPrettyPrinter() {
        return printer;
      }
    };
  }

  private void object(JsonObject object) {
    generator.writeStartObject();
    object.properties().forEach((name, value) -> {
      generator.writeName(name);
      value(value);
    });
    generator.writeEndObject();
  }

  private void value(@Nullable Object value) {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof Object[] elements) {
      generator.writeStartArray();
      for (Object element : elements) {
        value(element);
      }
      generator.writeEndArray();
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof Double number) {
      number(number);
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else {
      line(value);
    }
  }

  /** Writes an array on one line. */
  private void line(Object elements) {
    layout.putNextOnLine();
    generator.writeStartArray();
    if (elements instanceof double[] numbers) {
      for (double number : numbers) {
        number(number);
      }
    } else if (elements instanceof int[] numbers) {
      for (int number : numbers) {
        generator.writeNumber(number);
      }
    } else if (elements instanceof long[] numbers) {
      for (long number : numbers) {
        generator.writeNumber(number);
      }
    } else if (elements instanceof List<?> texts) {
      texts.forEach(text -> generator.writeString((String) text));
    } else {
      throw new IllegalArgumentException("no JSON value: " + elements.getClass().getName());
    }
    generator.writeEndArray();
  }

  private void number(double number) {
    if (Double.isFinite(number)) {
      generator.writeNumber(number);
    } else {
      generator.writeNull();
    }
  }
}
