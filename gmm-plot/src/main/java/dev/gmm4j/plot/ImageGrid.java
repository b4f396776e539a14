package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Samples that are images, digits for example, in rows: dark where numbers are large. */
public final class ImageGrid extends Plot<ImageGrid> {
  private static final double MARGIN = 12;
  private static final double GAP = 3;
  private static final double TITLE_HEIGHT = 30;
  private static final double CAPTION_HEIGHT = 17;
  private static final int SMALLEST_WIDTH = 240;
  private static final int ONE_ROW = 5;

  private final double[][] images;
  private final int pixelColumns;
  private final int pixelRows;
  private int columns;
  private double low = Double.NaN;
  private double high = Double.NaN;
  private List<String> captions = List.of();

  private ImageGrid(double[][] images, int pixelColumns) {
    super(0, 0);
    this.images = images;
    this.pixelColumns = pixelColumns;
    this.pixelRows = images[0].length / pixelColumns;
    this.columns =
        images.length <= ONE_ROW ? images.length : (int) Math.ceil(Math.sqrt(images.length));
  }

  /**
   * Returns a plot of images.
   *
   * @param images one row of finite numbers for each image, its pixels row-major from the top
   * @param width of an image in pixels
   * @throws IllegalArgumentException if there is none, or they are not equal rectangles of finite numbers
   */
  public static ImageGrid of(double[][] images, int width) {
    check(images.length > 0, "images must be at least 1, but were 0");
    Checks.atLeast("width", width, 1);
    double[][] copy = new double[images.length][];
    for (int i = 0; i < images.length; i++) {
      check(
          images[i].length > 0 && images[i].length % width == 0,
          "images[%d] must have a multiple of width = %d numbers, but had %d",
          i,
          width,
          images[i].length);
      check(
          images[i].length == images[0].length,
          "images must have equally many numbers, but images[%d] had %d and images[0] %d",
          i,
          images[i].length,
          images[0].length);
      for (int j = 0; j < images[i].length; j++) {
        check(
            Double.isFinite(images[i][j]),
            "images[%d][%d] must be finite, but was %s",
            i,
            j,
            images[i][j]);
      }
      copy[i] = images[i].clone();
    }
    return new ImageGrid(copy, width);
  }

  /** Sets how many images a row has; default as many as make a square, or all up to 5. */
  public ImageGrid columns(int newColumns) {
    columns = Checks.atLeast("columns", newColumns, 1);
    return this;
  }

  /**
   * Sets the numbers that are white and black; default the smallest and the largest of all images.
   *
   * @throws IllegalArgumentException if the first is not smaller, or one is not finite
   */
  public ImageGrid range(double white, double black) {
    check(
        white < black && Double.isFinite(black - white),
        "white must be smaller than black, but they were %s and %s",
        white,
        black);
    low = white;
    high = black;
    return this;
  }

  /**
   * Writes something below each image.
   *
   * @throws IllegalArgumentException if there are not as many captions as images
   */
  public ImageGrid captions(List<String> newCaptions) {
    check(
        newCaptions.size() == images.length,
        "captions must be as many as images = %d, but were %d",
        images.length,
        newCaptions.size());
    captions = List.copyOf(newCaptions);
    return this;
  }

  @Override
  Figure draw() {
    BufferedImage[] drawn = new BufferedImage[images.length];
    double white = Double.isNaN(low) ? smallest() : low;
    double black = Double.isNaN(high) ? largest() : high;
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = image(images[i], white, black);
    }
    int rows = (images.length + columns - 1) / columns;
    double caption = captions.isEmpty() ? 0 : CAPTION_HEIGHT;
    double top = title.isEmpty() ? MARGIN : MARGIN + TITLE_HEIGHT;
    double pixel = pixel(rows, top, caption);
    double cellWidth = pixel * pixelColumns + GAP;
    double cellHeight = pixel * pixelRows + GAP + caption;
    double content = columns * cellWidth - GAP;
    int figureWidth = sized
        ? width
        : (int) Math.max(
            Math.max(SMALLEST_WIDTH, Text.width(title, Text.TITLE) + 2 * MARGIN),
            Math.ceil(content + 2 * MARGIN));
    int figureHeight = sized ? height : (int) Math.ceil(top + rows * cellHeight - GAP + MARGIN);
    double left = (figureWidth - content) / 2;
    List<String> texts = captions;
    String heading = title;
    int perRow = columns;
    String description = images.length + " images of " + pixelColumns + " x " + pixelRows
        + " pixels" + (texts.isEmpty() ? "" : ": " + String.join(", ", texts));
    return new Figure(heading, description, figureWidth, figureHeight, g -> {
      g.setColor(Palette.INK);
      Text.draw(g, heading, Text.TITLE, figureWidth / 2.0, MARGIN + 15, Text.Anchor.MIDDLE);
      for (int i = 0; i < drawn.length; i++) {
        double x = left + i % perRow * cellWidth;
        int row = i / perRow;
        double y = top + row * cellHeight;
        paint(g, drawn[i], x, y, pixel);
        if (!texts.isEmpty()) {
          g.setColor(Palette.INK);
          double centre = x + pixel * pixelColumns / 2;
          double baseline = y + pixel * pixelRows + CAPTION_HEIGHT - 4;
          Text.draw(g, texts.get(i), Text.TICK, centre, baseline, Text.Anchor.MIDDLE);
        }
      }
    });
  }

  /** The size of a pixel: whole, unless the figure's size is given. */
  private double pixel(int rows, double top, double caption) {
    if (sized) {
      double across = (width - 2 * MARGIN + GAP) / columns - GAP;
      double down = (height - top - MARGIN + GAP) / rows - GAP - caption;
      return Math.max(0.1, Math.min(across / pixelColumns, down / pixelRows));
    }
    double side = Math.max(48, Math.min(160, 640.0 / columns));
    return Math.max(1, Math.round(side / Math.max(pixelColumns, pixelRows)));
  }

  private static void paint(Graphics2D g, BufferedImage image, double x, double y, double pixel) {
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, new AffineTransform(pixel, 0, 0, pixel, x, y), null);
    g.setColor(Palette.GRID);
    g.setStroke(Palette.solid(0.8));
    g.draw(new Rectangle2D.Double(x, y, pixel * image.getWidth(), pixel * image.getHeight()));
  }

  private double smallest() {
    double smallest = Double.POSITIVE_INFINITY;
    for (double[] image : images) {
      for (double value : image) {
        smallest = Math.min(smallest, value);
      }
    }
    return smallest;
  }

  private double largest() {
    double largest = Double.NEGATIVE_INFINITY;
    for (double[] image : images) {
      for (double value : image) {
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }

  private BufferedImage image(double[] pixels, double white, double black) {
    BufferedImage image = new BufferedImage(pixelColumns, pixelRows, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pixels.length; i++) {
      double share = black > white ? (pixels[i] - white) / (black - white) : 0;
      int grey = (int) Math.round(255 * (1 - Math.max(0, Math.min(1, share))));
      image.setRGB(i % pixelColumns, i / pixelColumns, grey * 0x010101);
    }
    return image;
  }

  @Override
  ImageGrid self() {
    return this;
  }
}
