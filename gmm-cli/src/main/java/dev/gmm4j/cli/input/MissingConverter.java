package dev.gmm4j.cli.input;

import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.io.ReadOptions.Missing;

/** Understands the values of {@code --missing}. */
final class MissingConverter extends LabelConverter<Missing> {
  MissingConverter() {
    add("refuse", Missing.REFUSE);
    add("drop", Missing.DROP);
    add("fit", Missing.KEEP);
  }
}
