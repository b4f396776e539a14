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
 */
public record Picture(
    PictureKind kind, List<Integer> axes, String title, DirectionChoice directions, Shade shade) {
  /** Creates a picture of the usual directions, whose plane is shaded as suits its kind. */
  public Picture(PictureKind kind, List<Integer> axes, String title) {
    this(
        kind,
        axes,
        title,
        DirectionChoice.MOST_APART,
        kind == PictureKind.DIRECTIONS ? Shade.REGIONS : Shade.NONE);
  }

  /** Returns the picture of the plane of the same directions under no title. */
  public Picture ofDirections() {
    return new Picture(PictureKind.DIRECTIONS, List.of(), "", directions, Shade.REGIONS);
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
