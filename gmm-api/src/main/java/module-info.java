/** Gaussian mixture models: the user's API, the EM algorithm, and the SPI of numeric backends. */
module dev.gmm4j {
  requires static org.jspecify;

  exports dev.gmm4j;
  exports dev.gmm4j.distribution;
  exports dev.gmm4j.em;
  exports dev.gmm4j.spi;

  uses dev.gmm4j.spi.LinearAlgebraBackendProvider;
}
