package dev.gmm4j.cli.page;

import dev.gmm4j.cli.picture.PictureKind;
import dev.gmm4j.plot.Figure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture inside a page: drawn by the browser, unless pixels are so much smaller that the page opens faster. */
public final class PageFigure {
  /** Thousands of points in each of many panels come to tens of megabytes. */
  private static final int LARGEST_SVG = 3_000_000;

  private static final double SCALE = 2;

  private PageFigure() {}

  /** Appends a picture with a caption. */
  public static void append(HtmlPage page, Figure figure, String caption) {
    String svg = figure.toSvg();
    page.tags("<figure>")
        .tags(svg.length() <= LARGEST_SVG ? svg : image(figure))
        .element("figcaption", caption)
        .tags("</figure>");
  }

  private static String image(Figure figure) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(figure.toImage(SCALE), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "<img width=\"" + figure.width() + "\" height=\"" + figure.height() + "\" alt=\""
        + HtmlPage.escaped(figure.description()) + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(png.toByteArray()) + "\"/>";
  }

  /** Returns what there is to see in a picture of a kind. */
  public static String caption(PictureKind kind) {
    return switch (kind) {
      case DENSITY -> "Histogram of the samples, density of the mixture and of its components.";
      case PAIRS ->
        "Each feature against each in the colours of the components, with ellipses of one and two"
            + " standard deviations; on the diagonal, densities.";
      case DIRECTIONS ->
        "All features, projected onto the two directions in which the components differ most. Contours are those of the"
            + " projected mixture; coloured regions are where each component is the likeliest by it, which need not be the"
            + " likeliest given all features.";
      default ->
        "Samples in the colours of their likeliest components, ellipses of one and two standard deviations,"
            + " and contours that enclose 10, 30, 50, 70, 90 and 99 % of the mixture.";
    };
  }

  /** Returns the same for a mixture of t distributions. */
  public static String captionOfTails(PictureKind kind) {
    return switch (kind) {
      case DENSITY -> caption(kind);
      case PAIRS ->
        "Each feature against each in the colours of the components, with ellipses that hold 39 and 86 % of a"
            + " component; on the diagonal, densities.";
      default ->
        "Samples in the colours of their likeliest components, ellipses that hold 39 and 86 % of a component, and"
            + " contours that enclose 10, 30, 50, 70, 90 and 99 % of the mixture.";
    };
  }
}
