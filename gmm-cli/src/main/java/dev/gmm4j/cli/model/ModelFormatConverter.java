package dev.gmm4j.cli.model;

import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.io.ModelFormat;

/** Understands the names of model formats. */
final class ModelFormatConverter extends LabelConverter<ModelFormat> {
  ModelFormatConverter() {
    for (ModelFormat format : ModelFormat.values()) {
      add(format.label(), format);
    }
  }
}
