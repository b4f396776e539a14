package dev.gmm4j.plot;

/** What the ellipses of one and of two deviations are called. */
enum EllipseNames {
  DEVIATIONS("1\u03c3", "2\u03c3", "1\u03c3 and 2\u03c3 ellipses of component "),
  /** By what they hold of a component, which is as much as of a normal distribution: it need not have a deviation. */
  SHARES(
      "39 % of a component", "86 % of a component", "ellipses of 39 % and of 86 % of component ");

  private final String inner;
  private final String outer;
  private final String both;

  EllipseNames(String inner, String outer, String both) {
    this.inner = inner;
    this.outer = outer;
    this.both = both;
  }

  /** Adds both to a legend. */
  void explain(Legend legend) {
    legend.line(inner, Palette.INK, Palette.solid(MixtureLayers.INNER_WIDTH));
    legend.line(outer, Palette.INK, Palette.solid(MixtureLayers.OUTER_WIDTH));
  }

  /** Returns the name of both ellipses of a component. */
  String ofComponent(int component) {
    return both + component;
  }
}
