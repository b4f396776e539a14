package dev.gmm4j.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Image;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is drawn as SVG: filled and stroked shapes in plain colours, images, rectangular clips, and names of groups.
 * That is all that figures need; anything else throws.
 */
final class SvgGraphics extends SvgGraphicsBase {
  private final int width;
  private final int height;
  private final String title;
  private final String description;
  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();
  private final RenderingHints hints = new RenderingHints(Map.of());

  private AffineTransform transform = new AffineTransform();

  /** In the coordinates of the document. */
  private @Nullable Rectangle2D clip;

  private Color color = Color.BLACK;
  private BasicStroke stroke = new BasicStroke();
  private Font font = Text.BODY;

  SvgGraphics(int width, int height, String title, String description) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
  }

  String document() {
    StringBuilder document = new StringBuilder();
    document
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" role=\"img\">\n");
    if (!title.isEmpty()) {
      document.append("<title>").append(escaped(title)).append("</title>\n");
    }
    document.append("<desc>").append(escaped(description)).append("</desc>\n");
    clips.forEach((id, path) -> document
        .append("<clipPath id=\"")
        .append(id)
        .append("\"><path d=\"")
        .append(path)
        .append("\"/></clipPath>\n"));
    return document.append(body).append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        // XML has no way to write control characters.
        default ->
          escaped.appendCodePoint(
              c < 0x20 || (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff ? ' ' : c);
      }
    });
    return escaped.toString();
  }

  @Override
  public void fill(Shape shape) {
    element(shape, paint("fill", color), shape.getBounds2D(), 0);
  }

  @Override
  public void draw(Shape shape) {
    StringBuilder style = new StringBuilder(" fill=\"none\"").append(paint("stroke", color));
    double scale = Math.sqrt(Math.abs(transform.getDeterminant()));
    double lineWidth = stroke.getLineWidth() * scale;
    if (lineWidth != 1) {
      style.append(" stroke-width=\"").append(SvgPath.number(lineWidth)).append('"');
    }
    if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
      style.append(" stroke-linecap=\"round\"");
    }
    if (stroke.getLineJoin() == BasicStroke.JOIN_ROUND) {
      style.append(" stroke-linejoin=\"round\"");
    }
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      style.append(" stroke-dasharray=\"");
      for (int i = 0; i < dashes.length; i++) {
        style.append(i == 0 ? "" : " ").append(SvgPath.number(dashes[i] * scale));
      }
      style.append('"');
    }
    element(shape, style.toString(), shape.getBounds2D(), lineWidth);
  }

  private void element(Shape shape, String style, Rectangle2D bounds, double margin) {
    Rectangle2D extent = transform.createTransformedShape(bounds).getBounds2D();
    if (color.getAlpha() == 0 || isOutside(extent, margin)) {
      return;
    }
    String geometry = geometry(shape);
    if (!geometry.isEmpty()) {
      body.append(geometry).append(style).append(clipping(extent, margin)).append("/>\n");
    }
  }

  private String geometry(Shape shape) {
    boolean isRound = transform.getShearX() == 0
        && transform.getShearY() == 0
        && Math.abs(transform.getScaleX()) == Math.abs(transform.getScaleY());
    if (isRound && shape instanceof Ellipse2D circle && circle.getWidth() == circle.getHeight()) {
      double[] centre = {circle.getCenterX(), circle.getCenterY()};
      transform.transform(centre, 0, centre, 0, 1);
      return "<circle cx=\"" + SvgPath.number(centre[0]) + "\" cy=\"" + SvgPath.number(centre[1])
          + "\" r=\"" + SvgPath.number(Math.abs(transform.getScaleX()) * circle.getWidth() / 2)
          + "\"";
    }
    String path = SvgPath.of(shape, transform);
    return path.isEmpty() ? "" : "<path d=\"" + path + "\"";
  }

  private static String paint(String attribute, Color color) {
    String opaque = " " + attribute + "=\""
        + String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff) + "\"";
    return color.getAlpha() == 255
        ? opaque
        : opaque + " " + attribute + "-opacity=\"" + SvgPath.number(color.getAlpha() / 255.0)
            + "\"";
  }

  private boolean isOutside(Rectangle2D extent, double margin) {
    return clip != null
        && (extent.getMinX() - margin > clip.getMaxX()
            || extent.getMaxX() + margin < clip.getMinX()
            || extent.getMinY() - margin > clip.getMaxY()
            || extent.getMaxY() + margin < clip.getMinY());
  }

  /** Most things lie inside their clip; only the others need to say what it is. */
  private String clipping(Rectangle2D extent, double margin) {
    Rectangle2D area = clip;
    if (area == null
        || (extent.getMinX() - margin >= area.getMinX()
            && extent.getMaxX() + margin <= area.getMaxX()
            && extent.getMinY() - margin >= area.getMinY()
            && extent.getMaxY() + margin <= area.getMaxY())) {
      return "";
    }
    // Named by what it is: two pictures on one page may share the name, as they then share the
    // clip.
    String id = "clip-" + SvgPath.number(area.getX()) + "-" + SvgPath.number(area.getY()) + "-"
        + SvgPath.number(area.getWidth()) + "-" + SvgPath.number(area.getHeight());
    clips.put(id, SvgPath.of(area, new AffineTransform()));
    return " clip-path=\"url(#" + id + ")\"";
  }

  @Override
  public boolean drawImage(
      Image image, AffineTransform placement, @Nullable ImageObserver observer) {
    BufferedImage pixels = (BufferedImage) image;
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(pixels, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AffineTransform all = new AffineTransform(transform);
    all.concatenate(placement);
    boolean smooth = hints.get(RenderingHints.KEY_INTERPOLATION)
        != RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR;
    body.append("<image width=\"")
        .append(pixels.getWidth())
        .append("\" height=\"")
        .append(pixels.getHeight())
        .append("\" preserveAspectRatio=\"none\"")
        .append(smooth ? "" : " style=\"image-rendering:pixelated\"")
        .append(" transform=\"matrix(")
        .append(all.getScaleX())
        .append(' ')
        .append(all.getShearY())
        .append(' ')
        .append(all.getShearX())
        .append(' ')
        .append(all.getScaleY())
        .append(' ')
        .append(SvgPath.number(all.getTranslateX()))
        .append(' ')
        .append(SvgPath.number(all.getTranslateY()))
        .append(")\" href=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(png.toByteArray()))
        .append("\"/>\n");
    return true;
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {
    if (DrawingGroup.NAME.equals(key)) {
      if (value == null) {
        body.append("</g>\n");
      } else {
        body.append("<g><title>").append(escaped(value.toString())).append("</title>\n");
      }
    } else if (value != null) {
      hints.put(key, value);
    }
  }

  @Override
  public @Nullable Object getRenderingHint(RenderingHints.Key key) {
    return hints.get(key);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return (RenderingHints) hints.clone();
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return new FontRenderContext(null, true, true);
  }

  @Override
  public void setTransform(AffineTransform newTransform) {
    transform = new AffineTransform(newTransform);
  }

  @Override
  public AffineTransform getTransform() {
    return new AffineTransform(transform);
  }

  @Override
  public void transform(AffineTransform other) {
    transform.concatenate(other);
  }

  @Override
  public void setClip(@Nullable Shape shape) {
    clip = shape == null ? null : transform.createTransformedShape(shape).getBounds2D();
  }

  @Override
  public void clip(Shape shape) {
    Rectangle2D added = transform.createTransformedShape(shape).getBounds2D();
    clip = clip == null ? added : clip.createIntersection(added);
  }

  @Override
  public @Nullable Shape getClip() {
    if (clip == null) {
      return null;
    }
    try {
      return transform.createInverse().createTransformedShape(clip).getBounds2D();
    } catch (NoninvertibleTransformException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void setColor(Color newColor) {
    color = newColor;
  }

  @Override
  public Color getColor() {
    return color;
  }

  @Override
  public void setPaint(Paint paint) {
    color = (Color) paint;
  }

  @Override
  public Paint getPaint() {
    return color;
  }

  @Override
  public void setStroke(Stroke newStroke) {
    stroke = (BasicStroke) newStroke;
  }

  @Override
  public Stroke getStroke() {
    return stroke;
  }

  @Override
  public void setFont(Font newFont) {
    font = newFont;
  }

  @Override
  public Font getFont() {
    return font;
  }

  @Override
  public AlphaComposite getComposite() {
    return AlphaComposite.SrcOver;
  }
}
