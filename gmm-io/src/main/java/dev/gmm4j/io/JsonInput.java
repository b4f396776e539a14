package dev.gmm4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A text in JSON, and what messages call it.
 *
 * @param name the file's path, or that it is the model
 * @param source opens the text
 */
record JsonInput(String name, Source source) {
  private static final String UNNAMED = "the model";

  /** Opens a text; whoever opens it closes it. */
  @FunctionalInterface
  interface Source {
    JsonParser open(JsonFactory factory) throws IOException;
  }

  static JsonInput of(Path file) {
    String name = file.toString();
    return new JsonInput(name, factory -> {
      if (Files.isDirectory(file)) {
        throw new DataException(name + " is a folder, not a file");
      }
      return factory.createParser(ObjectReadContext.empty(), Files.newInputStream(file));
    });
  }

  static JsonInput of(String json) {
    return new JsonInput(
        UNNAMED,
        factory -> factory.createParser(ObjectReadContext.empty(), new StringReader(json)));
  }

  /**
   * Reads a text to its end; the reader is left open.
   *
   * @throws DataException if it cannot be read
   */
  static JsonInput of(Reader reader) {
    StringWriter text = new StringWriter();
    try {
      reader.transferTo(text);
    } catch (IOException e) {
      throw Failures.reading(UNNAMED, e);
    }
    return of(text.toString());
  }

  /**
   * Reads a text in UTF-8 to its end; the stream is left open.
   *
   * @throws DataException if it cannot be read
   */
  static JsonInput of(InputStream stream) {
    try {
      byte[] bytes = stream.readAllBytes();
      return new JsonInput(
          UNNAMED, factory -> factory.createParser(ObjectReadContext.empty(), bytes));
    } catch (IOException e) {
      throw Failures.reading(UNNAMED, e);
    }
  }
}
