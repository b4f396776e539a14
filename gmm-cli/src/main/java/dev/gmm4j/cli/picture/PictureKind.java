package dev.gmm4j.cli.picture;

import dev.gmm4j.cli.option.LabelConverter;

/** The content of a picture, and of how many features; nothing that draws is loaded for it. */
public enum PictureKind {
  /** The kind that suits the number of features. */
  AUTO("auto", 1, Integer.MAX_VALUE),
  DENSITY("density", 1, 1),
  SCATTER("scatter", 2, 2),
  CONTOUR("contour", 2, 2),
  CLUSTERS("clusters", 2, 2),
  CERTAINTY("certainty", 2, 2),
  DIRECTIONS("directions", 2, Integer.MAX_VALUE),
  PAIRS("pairs", 2, 8),
  TRACE("trace", 0, 0),
  MEANS("means", 0, 0),
  LOADINGS("loadings", 0, 0);

  private final String label;
  private final int least;
  private final int most;

  PictureKind(String label, int least, int most) {
    this.label = label;
    this.least = least;
    this.most = most;
  }

  /** Understands the values of {@code --kind}. */
  static final class Converter extends LabelConverter<PictureKind> {
    Converter() {
      for (PictureKind kind : values()) {
        add(kind.label, kind);
      }
    }
  }

  /** Returns the kind that shows so many features best. */
  static PictureKind suiting(int features) {
    return features == 1 ? DENSITY : features == 2 ? CONTOUR : PAIRS;
  }

  /** Tells whether it shows two features, or all of them projected onto two directions. */
  boolean isPlane() {
    return least == 2 && most == 2;
  }

  /** Tells whether it shows parameters as images. */
  boolean isOfImages() {
    return this == MEANS || this == LOADINGS;
  }

  /** Returns the name on the command line. */
  public String label() {
    return label;
  }

  /** Returns the least number of features that a picture of this kind has. */
  int least() {
    return least;
  }

  /** Returns the largest number of features that a picture of this kind has. */
  int most() {
    return most;
  }
}
