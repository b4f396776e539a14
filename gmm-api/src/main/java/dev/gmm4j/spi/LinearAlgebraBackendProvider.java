package dev.gmm4j.spi;

/**
 * A thin factory of a backend, registered with {@link java.util.ServiceLoader}.
 *
 * <p>The class that is registered must not name a type of its numeric library in fields, signatures, supertypes or
 * static initializers, so that it loads even where the library is missing; only {@link #create} touches the library.
 */
public interface LinearAlgebraBackendProvider {

  /** Returns the short lower-case name that users choose the backend by, such as {@code ejml}. */
  String id();

  /** Returns the rank in the automatic choice: the highest available wins, ties go to the smaller id. */
  int priority();

  /**
   * Tells whether the backend can work here.
   *
   * <p>The probe is quick, loads no native code unless it must, and does not throw.
   */
  Availability availability();

  /**
   * Creates the backend.
   *
   * @throws RuntimeException or a {@link LinkageError} if the backend turns out not to work
   */
  LinearAlgebraBackend create(BackendOptions options);
}
