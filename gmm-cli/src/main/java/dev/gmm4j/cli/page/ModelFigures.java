package dev.gmm4j.cli.page;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.picture.FeatureSeparation;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.cli.picture.PictureKind;
import java.util.List;

/** The pictures of data and model that every page about a mixture has. */
public final class ModelFigures {
  private ModelFigures() {}

  /**
   * Appends a picture, and where it does not show all features as they are, one of the two in which the components lie
   * farthest apart, and one of the directions in which they do.
   */
  public static void append(
      HtmlPage page, ModelPictures pictures, Picture picture, GaussianMixture model) {
    page.element("h2", "Data and model");
    int shown = picture.axes().size();
    PageFigure.append(page, pictures.figure(picture, ""), PageFigure.caption(picture.kind()));
    if (shown == 1 || shown == 2) {
      return;
    }
    Picture closest = new Picture(PictureKind.CONTOUR, FeatureSeparation.largest(model, 2), "");
    PageFigure.append(
        page,
        pictures.figure(closest, ""),
        "The two features in which the components lie farthest apart. "
            + PageFigure.caption(PictureKind.CONTOUR));
    if (model.components() > 1) {
      PageFigure.append(
          page,
          pictures.figure(picture.ofDirections(), ""),
          PageFigure.caption(PictureKind.DIRECTIONS));
    }
  }

  /** Appends the picture of a classifier. */
  public static void append(HtmlPage page, ModelPictures pictures, int features) {
    page.element("h2", "Data and classes");
    PictureKind kind = features == 1 ? PictureKind.DENSITY : PictureKind.DIRECTIONS;
    List<Integer> axes = features == 1 ? List.of(0) : List.of();
    PageFigure.append(
        page,
        pictures.figure(new Picture(kind, axes, ""), ""),
        features == 1
            ? "Histogram of the samples, and density of the mixture over classes."
            : "Samples in the colours of their known classes, projected onto the two directions in which the classes"
                + " lie farthest apart; rings mark those decided for another class. Contours enclose 10, 30, 50, 70, 90"
                + " and 99 % of the mixture over classes. Coloured regions are where each class is the likeliest by the"
                + " projected mixture, which need not be the decision given all features.");
  }
}
