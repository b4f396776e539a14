package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * A picture, ready to be written as pixels or as SVG. Immutable; the same figure gives the same bytes each time.
 *
 * <p>Needs no display, but fonts: on a bare host install fontconfig and one font.
 */
public final class Figure {
  private static final double MAX_SCALE = 20;
  private static final int MAX_SIDE = 16_384;

  private final String title;
  private final String description;
  private final int width;
  private final int height;
  private final Painting painting;

  Figure(String title, String description, int width, int height, Painting painting) {
    this.title = title;
    this.description = description;
    this.width = width;
    this.height = height;
    this.painting = painting;
  }

  /**
   * Returns figures side by side as one, their tops in line.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Figure row(Figure... figures) {
    check(figures.length > 0, "figures must be at least 1, but were 0");
    List<Figure> parts = List.of(figures);
    int width = parts.stream().mapToInt(Figure::width).sum();
    int height = parts.stream().mapToInt(Figure::height).max().orElseThrow();
    return new Figure(
        joined(parts.stream().map(Figure::title).toList()),
        joined(parts.stream().map(Figure::description).toList()),
        width,
        height,
        g -> {
          AffineTransform saved = g.getTransform();
          for (Figure part : parts) {
            part.paint(g);
            g.translate(part.width, 0);
          }
          g.setTransform(saved);
        });
  }

  private static String joined(List<String> texts) {
    return texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
  }

  /** Returns the title; it may be empty. */
  public String title() {
    return title;
  }

  /** Returns what the figure shows, in words. */
  public String description() {
    return description;
  }

  /** Returns the width in pixels at scale 1. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels at scale 1. */
  public int height() {
    return height;
  }

  /**
   * Draws the figure as pixels.
   *
   * @param scale pixels per unit of width and height, above 0 and at most 20; 2 suits most screens and print
   * @throws IllegalArgumentException if the scale is out of range, or a side would have more than 16 384 pixels
   */
  public BufferedImage toImage(double scale) {
    return guarded(() -> image(scale));
  }

  private BufferedImage image(double scale) {
    check(scale > 0 && scale <= MAX_SCALE, "scale must be in (0, 20], but was %s", scale);
    int columns = (int) Math.max(1, Math.round(scale * width));
    int rows = (int) Math.max(1, Math.round(scale * height));
    check(
        Math.max(columns, rows) <= MAX_SIDE,
        "the picture must be at most %d pixels wide and high, but scale %s makes it %d x %d",
        MAX_SIDE,
        scale,
        columns,
        rows);
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.setColor(Palette.BACKGROUND);
      g.fillRect(0, 0, columns, rows);
      g.scale((double) columns / width, (double) rows / height);
      paint(g);
    } finally {
      g.dispose();
    }
    return image;
  }

  /** Returns the figure as an SVG document, which can also stand inside an HTML page. Letters are outlines. */
  public String toSvg() {
    return guarded(this::svg);
  }

  private String svg() {
    SvgGraphics g = new SvgGraphics(width, height, title, description);
    g.setColor(Palette.BACKGROUND);
    g.fillRect(0, 0, width, height);
    paint(g);
    return g.document();
  }

  void paint(Graphics2D g) {
    painting.paint(g);
  }

  /** Draws something; says what to do where the JDK can draw nothing at all. */
  static <T> T guarded(Supplier<T> drawing) {
    try {
      return drawing.get();
    } catch (AWTError | InternalError | LinkageError e) {
      throw new PlotException(
          "cannot draw: " + e + " (are fontconfig and a font installed, and is the system property"
              + " java.awt.headless true where there is no display?)",
          e);
    }
  }

  /**
   * Writes the figure as PNG, at scale 1.
   *
   * @throws PlotException if the file cannot be written; it then is as it was before
   */
  public void writePng(Path file) {
    writePng(file, 1);
  }

  /**
   * Writes the figure as PNG.
   *
   * @param scale as in {@link #toImage}
   * @throws PlotException if the file cannot be written; it then is as it was before
   */
  public void writePng(Path file, double scale) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(toImage(scale), "png", bytes);
    } catch (IOException e) {
      throw new PlotException("cannot write " + file + ": " + e.getMessage(), e);
    }
    PictureOutput.write(file, bytes.toByteArray());
  }

  /**
   * Writes the figure as SVG.
   *
   * @throws PlotException if the file cannot be written; it then is as it was before
   */
  public void writeSvg(Path file) {
    PictureOutput.write(file, toSvg().getBytes(StandardCharsets.UTF_8));
  }
}
