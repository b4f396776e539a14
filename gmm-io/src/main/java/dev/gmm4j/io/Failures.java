package dev.gmm4j.io;

import dev.gmm4j.internal.file.FileWriteException;
import java.io.IOException;

/** Failures of input and output in words for the user. */
final class Failures {
  private Failures() {}

  static DataException reading(String name, IOException failure) {
    return new DataException(
        "cannot read " + name + ": " + FileWriteException.reason(failure), failure);
  }

  static DataException writing(String name, IOException failure) {
    return of(FileWriteException.of(name, failure));
  }

  static DataException of(FileWriteException failure) {
    return new DataException(String.valueOf(failure.getMessage()), failure);
  }
}
