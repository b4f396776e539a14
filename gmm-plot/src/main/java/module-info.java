/** Pictures of samples, mixtures and fits. */
// XChart has no module name but that of its jar's file: docs/decisions/0014-module-descriptors.md.
@SuppressWarnings("requires-automatic")
module dev.gmm4j.plot {
  requires static org.jspecify;
  requires transitive dev.gmm4j;
  requires transitive java.desktop;
  requires xchart;

  exports dev.gmm4j.plot;
}
