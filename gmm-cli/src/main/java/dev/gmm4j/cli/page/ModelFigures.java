package dev.gmm4j.cli.page;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.picture.FeatureSeparation;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.cli.picture.PictureKind;
import java.util.ArrayList;
import java.util.List;

/** The pictures of data and model that every page about a mixture has. */
public final class ModelFigures {
  private static final int DIGITS = 6;

  /** Coefficients of more features are no help. */
  private static final int MOST_FEATURES = 100;

  private ModelFigures() {}

  /**
   * Appends a picture, and where it does not show all features as they are, one of the two in which the components lie
   * farthest apart, and one of the directions in which they do.
   */
  public static void append(
      HtmlPage page,
      ModelPictures pictures,
      Picture picture,
      GaussianMixture model,
      List<String> names) {
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
      Picture projected = picture.ofDirections();
      PageFigure.append(
          page, pictures.figure(projected, ""), PageFigure.caption(PictureKind.DIRECTIONS));
      appendCoefficients(page, pictures.coefficients(projected), names);
    }
  }

  /**
   * Appends the picture of a mixture of t distributions, and where it shows more than two features, one of the two in which the
   * components lie farthest apart.
   *
   * @param scales the Gaussian mixture of its locations and scale matrices
   */
  public static void appendOfTails(
      HtmlPage page, ModelPictures pictures, Picture picture, GaussianMixture scales) {
    page.element("h2", "Data and model");
    int shown = picture.axes().size();
    PageFigure.append(
        page, pictures.figure(picture, ""), PageFigure.captionOfTails(picture.kind()));
    if (shown == 1 || shown == 2) {
      return;
    }
    Picture closest = new Picture(PictureKind.CONTOUR, FeatureSeparation.largest(scales, 2), "");
    PageFigure.append(
        page,
        pictures.figure(closest, ""),
        "The two features in which the components lie farthest apart. "
            + PageFigure.captionOfTails(PictureKind.CONTOUR));
  }

  private static void appendCoefficients(
      HtmlPage page, double[][] coefficients, List<String> names) {
    if (names.size() > MOST_FEATURES) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("feature", "coefficient across", "coefficient up"));
    for (int j = 0; j < names.size(); j++) {
      rows.add(List.of(
          names.get(j),
          NumberText.quantity(coefficients[0][j], DIGITS),
          NumberText.quantity(coefficients[1][j], DIGITS)));
    }
    page.tags("<details>")
        .element("summary", "What the axes are made of")
        .numbers(rows)
        .tags("</details>");
  }

  /**
   * Appends the picture of a classifier.
   *
   * @param names those of the features
   */
  public static void append(HtmlPage page, ModelPictures pictures, List<String> names) {
    page.element("h2", "Data and classes");
    if (names.size() == 1) {
      PageFigure.append(
          page,
          pictures.figure(new Picture(PictureKind.DENSITY, List.of(0), ""), ""),
          "Histogram of the samples, and density of the mixture over classes.");
      return;
    }
    Picture projected = new Picture(PictureKind.DIRECTIONS, List.of(), "");
    PageFigure.append(
        page,
        pictures.figure(projected, ""),
        "Samples in the colours of their known classes, projected onto the two directions in which the classes"
            + " lie farthest apart; rings mark those decided for another class. Contours enclose 10, 30, 50, 70, 90"
            + " and 99 % of the mixture over classes. Coloured regions are where each class is the likeliest by the"
            + " projected mixture, which need not be the decision given all features.");
    appendCoefficients(page, pictures.coefficients(projected), names);
  }
}
