package dev.gmm4j.internal.util;

import java.io.InvalidObjectException;
import java.util.function.Supplier;

/**
 * What classes have in common that are serialized by a proxy: the stream holds the arguments of a factory, which checks
 * them when the stream is read, so that no stream makes an invalid object (Bloch 2018, item 90).
 */
public final class SerialProxies {
  private SerialProxies() {}

  /**
   * Returns what a factory makes of arguments from a stream.
   *
   * @throws InvalidObjectException if the factory refuses them, with its message
   */
  public static Object rebuild(Supplier<?> factory) throws InvalidObjectException {
    try {
      return factory.get();
    } catch (RuntimeException e) {
      throw (InvalidObjectException) new InvalidObjectException(e.getMessage()).initCause(e);
    }
  }

  /** Returns the refusal of a stream that holds an object itself and not its proxy. */
  public static InvalidObjectException missing() {
    return new InvalidObjectException("the stream must hold a proxy of the object");
  }
}
