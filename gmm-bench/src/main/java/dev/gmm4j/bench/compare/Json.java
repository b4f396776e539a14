package dev.gmm4j.bench.compare;

import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Files that processes and programs hand each other. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** Reads an object from a file. */
  public static <T> T read(Path file, Class<T> type) {
    return MAPPER.readValue(file.toFile(), type);
  }

  /** Writes an object to a file. */
  public static void write(Path file, Object value) {
    MAPPER.writeValue(file.toFile(), value);
  }
}
