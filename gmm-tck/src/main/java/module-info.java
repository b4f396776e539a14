/** The compatibility kit: the same correctness tests for every backend. */
module dev.gmm4j.tck {
  requires static org.jspecify;
  requires transitive dev.gmm4j;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires tools.jackson.databind;

  exports dev.gmm4j.tck;
  exports dev.gmm4j.tck.rule;

  uses dev.gmm4j.spi.LinearAlgebraBackendProvider;
}
