package dev.gmm4j.spi;

import dev.gmm4j.internal.util.MissingClass;

/**
 * The answer to whether a backend can work here, and why or why not.
 *
 * @param available whether the backend can work
 * @param detail the library and version found, or the reason why the backend cannot work
 * @param remedy what the user can do about it, or an empty string
 * @param broken whether what is there is incomplete or in contradiction, such as a jar without those it needs, rather
 *     than something that this machine does without; automatic choices warn of it
 */
public record Availability(boolean available, String detail, String remedy, boolean broken) {

  /** Returns the answer of a backend that can work. */
  public static Availability available(String detail) {
    return new Availability(true, detail, "", false);
  }

  /** Returns the answer of a backend that cannot work, as where the machine lacks a device or the JVM an option. */
  public static Availability unavailable(String reason, String remedy) {
    return new Availability(false, reason, remedy, false);
  }

  /** Returns the answer of a backend that cannot work because of a mistake in what was deployed. */
  public static Availability broken(String reason, String remedy) {
    return new Availability(false, reason, remedy, true);
  }

  /**
   * Returns the answer of a backend whose library could not be linked: it names the class that is missing, or else the
   * failure.
   *
   * @param library the name of the library
   * @param remedy which artifact to add
   */
  public static Availability broken(String library, LinkageError failure, String remedy) {
    String missing = MissingClass.sentence(failure);
    return broken(library + " is not usable: " + (missing == null ? failure : missing), remedy);
  }
}
