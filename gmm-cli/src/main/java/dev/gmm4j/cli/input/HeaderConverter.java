package dev.gmm4j.cli.input;

import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.io.ReadOptions.Header;

/** Understands the values of {@code --header}. */
final class HeaderConverter extends LabelConverter<Header> {
  HeaderConverter() {
    add("yes", Header.PRESENT);
    add("no", Header.ABSENT);
    add("detect", Header.DETECT);
  }
}
