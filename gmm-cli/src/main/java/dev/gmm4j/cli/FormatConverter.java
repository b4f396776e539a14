package dev.gmm4j.cli;

import dev.gmm4j.io.ModelFormat;

/** Understands the names of model formats. */
final class FormatConverter extends LabelConverter<ModelFormat> {
  FormatConverter() {
    for (ModelFormat format : ModelFormat.values()) {
      add(format.label(), format);
    }
  }
}
