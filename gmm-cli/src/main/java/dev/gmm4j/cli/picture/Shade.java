package dev.gmm4j.cli.picture;

import dev.gmm4j.cli.option.LabelConverter;
import java.util.Locale;

/** What a picture's plane is shaded by. */
public enum Shade {
  NONE,
  /** Where each component or class is the likeliest, with the lines between. */
  REGIONS,
  /** How unsure that is. */
  UNCERTAINTY;

  /** Understands the values of {@code --shade}. */
  static final class Converter extends LabelConverter<Shade> {
    Converter() {
      for (Shade shade : values()) {
        add(shade.name().toLowerCase(Locale.ROOT), shade);
      }
    }
  }
}
