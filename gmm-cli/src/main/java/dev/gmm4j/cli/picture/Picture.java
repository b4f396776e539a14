package dev.gmm4j.cli.picture;

import java.util.List;

/**
 * A picture that can be drawn of the data at hand.
 *
 * @param kind what it shows, never {@link PictureKind#AUTO}
 * @param axes indices of the features that it shows; empty where they are more than it has room for: the model then tells
 *     which ones matter, or onto which directions a picture of a plane projects all of them
 * @param title above it; empty for one that tells data and model
 * @param directions what directions these are
 * @param shade what a plane is shaded by
 * @param imageWidth how many features are a row of pixels, where features are those of images; else 0
 */
public record Picture(
    PictureKind kind,
    List<Integer> axes,
    String title,
    DirectionChoice directions,
    Shade shade,
    int imageWidth) {
  /** Creates a picture of the usual directions, whose plane is shaded as suits its kind. */
  public Picture(PictureKind kind, List<Integer> axes, String title) {
    this(
        kind,
        axes,
        title,
        DirectionChoice.MOST_APART,
        kind == PictureKind.DIRECTIONS ? Shade.REGIONS : Shade.NONE,
        0);
  }

  /** Returns the same of features that are pixels of images, of so many in a row. */
  Picture ofImages(int width) {
    return new Picture(kind, axes, title, directions, shade, width);
  }

  /** Returns the picture of the plane of the same directions under no title. */
  public Picture ofDirections() {
    return new Picture(PictureKind.DIRECTIONS, List.of(), "", directions, Shade.REGIONS, 0);
  }

  /** Tells whether rows are points, which can be marked. */
  public boolean showsPoints() {
    return kind.least() == 2;
  }

  /** Tells whether all features are projected onto two directions. */
  boolean isProjected() {
    return kind == PictureKind.DIRECTIONS || (kind.isPlane() && axes.isEmpty());
  }
}
