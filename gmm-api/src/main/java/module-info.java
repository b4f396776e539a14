/** Gaussian mixture models: the user's API, the EM algorithm, and the SPI of numeric backends. */
// The modules of a qualified export are built later, and need not be there.
@SuppressWarnings("module")
module dev.gmm4j {
  requires static org.jspecify;

  exports dev.gmm4j;
  exports dev.gmm4j.adaptation;
  exports dev.gmm4j.backend;
  exports dev.gmm4j.bayesian;
  exports dev.gmm4j.bootstrap;
  exports dev.gmm4j.classification;
  exports dev.gmm4j.clustering;
  exports dev.gmm4j.covariance;
  exports dev.gmm4j.data;
  exports dev.gmm4j.distribution;
  exports dev.gmm4j.em;
  exports dev.gmm4j.exception;
  exports dev.gmm4j.factor;
  exports dev.gmm4j.noise;
  exports dev.gmm4j.preprocessing;
  exports dev.gmm4j.selection;
  exports dev.gmm4j.spi;
  exports dev.gmm4j.streaming;
  exports dev.gmm4j.student;
  exports dev.gmm4j.internal.engine to
      dev.gmm4j.spark;
  exports dev.gmm4j.internal.file to
      dev.gmm4j.cli,
      dev.gmm4j.io,
      dev.gmm4j.plot;
  exports dev.gmm4j.internal.incomplete to
      dev.gmm4j.spark;
  exports dev.gmm4j.internal.trimming to
      dev.gmm4j.spark;

  uses dev.gmm4j.spi.LinearAlgebraBackendProvider;
}
