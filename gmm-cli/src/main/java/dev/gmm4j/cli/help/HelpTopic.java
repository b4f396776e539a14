package dev.gmm4j.cli.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Pages that explain what several commands share. */
enum HelpTopic {
  FILES,
  MODELS,
  BACKENDS;

  /** Returns the topic of a name, which the user gave. */
  static Optional<HelpTopic> of(String name) {
    return Stream.of(values()).filter(topic -> topic.label().equals(name)).findFirst();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the page, lines of at most 80 characters. */
  String text() {
    String resource = label() + ".txt";
    try (InputStream in = HelpTopic.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the page " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
