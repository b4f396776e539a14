package dev.gmm4j.spi;

/**
 * The answer to whether a backend can work here, and why or why not.
 *
 * @param available whether the backend can work
 * @param detail the library and version found, or the reason why the backend cannot work
 * @param remedy what the user can do about it, or an empty string
 */
public record Availability(boolean available, String detail, String remedy) {

  /** Returns the answer of a backend that can work. */
  public static Availability available(String detail) {
    return new Availability(true, detail, "");
  }

  /** Returns the answer of a backend that cannot work. */
  public static Availability unavailable(String reason, String remedy) {
    return new Availability(false, reason, remedy);
  }
}
