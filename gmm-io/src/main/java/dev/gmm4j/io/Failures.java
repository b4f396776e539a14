package dev.gmm4j.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of input and output in words for the user. */
final class Failures {
  private Failures() {}

  static DataException reading(String name, IOException failure) {
    return new DataException("cannot read " + name + ": " + reason(failure), failure);
  }

  static DataException writing(String name, IOException failure) {
    return new DataException("cannot write " + name + ": " + reason(failure), failure);
  }

  /** The exceptions of files have the path as their message, and say what happened by their class. */
  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "part of the path is not a folder";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
