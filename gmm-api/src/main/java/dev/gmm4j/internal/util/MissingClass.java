package dev.gmm4j.internal.util;

import org.jspecify.annotations.Nullable;

/** Tells which class a linkage error is about. */
public final class MissingClass {
  private MissingClass() {}

  /** Returns that a class is missing, by name, or null where the failure is another one. */
  public static @Nullable String sentence(Throwable failure) {
    String message = failure.getMessage();
    boolean isMissing =
        failure instanceof NoClassDefFoundError || failure instanceof ClassNotFoundException;
    // Other messages of these types: "Could not initialize class ...", "... (wrong name: ...)".
    return isMissing && message != null && !message.isEmpty() && message.indexOf(' ') < 0
        ? "the class " + message.replace('/', '.') + " is missing"
        : null;
  }
}
