/** Data files, model files and checkpoints. */
module dev.gmm4j.io {
  requires static org.jspecify;
  requires transitive dev.gmm4j;
  requires ch.randelshofer.fastdoubleparser;
  requires de.siegmar.fastcsv;
  requires tools.jackson.core;

  exports dev.gmm4j.io;
}
