package dev.gmm4j.internal.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** A file could not be written; the message names it as the user did, and says why. */
public final class FileWriteException extends IOException {
  private static final long serialVersionUID = 1;

  private FileWriteException(String message, IOException cause) {
    super(message, cause);
  }

  /** Returns the exception for a file by its name, or by what it is for. */
  public static FileWriteException of(String name, IOException failure) {
    return new FileWriteException("cannot write " + name + ": " + reason(failure), failure);
  }

  /** Returns in words for the user why a file could not be read or written. */
  public static String reason(IOException failure) {
    // Most exceptions of file systems have the path as their message, and say what happened by
    // their class.
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "part of the path is not a folder";
    }
    if (failure instanceof FileAlreadyExistsException e) {
      return e.getFile() + " exists already";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    String message = failure.getMessage();
    if ("Bad file descriptor".equals(message)) {
      return "it is closed";
    }
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
