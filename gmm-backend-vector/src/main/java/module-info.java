/** The backend on the JDK's Vector API. */
module dev.gmm4j.backend.vector {
  requires static org.jspecify;
  requires dev.gmm4j;
  // An incubator module: javac warns of it, and the JVM does where it is resolved at its start.
  requires jdk.incubator.vector;

  provides dev.gmm4j.spi.LinearAlgebraBackendProvider with
      dev.gmm4j.backend.vector.VectorBackendProvider;
}
