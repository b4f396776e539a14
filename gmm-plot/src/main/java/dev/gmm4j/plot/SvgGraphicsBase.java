package dev.gmm4j.plot;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The many methods of {@link Graphics2D} that come down to a few, and those that figures have no use for. */
abstract class SvgGraphicsBase extends Graphics2D {
  @Override
  public void translate(int x, int y) {
    translate((double) x, (double) y);
  }

  @Override
  public void translate(double x, double y) {
    transform(AffineTransform.getTranslateInstance(x, y));
  }

  @Override
  public void rotate(double theta) {
    transform(AffineTransform.getRotateInstance(theta));
  }

  @Override
  public void rotate(double theta, double x, double y) {
    transform(AffineTransform.getRotateInstance(theta, x, y));
  }

  @Override
  public void scale(double x, double y) {
    transform(AffineTransform.getScaleInstance(x, y));
  }

  @Override
  public void shear(double x, double y) {
    transform(AffineTransform.getShearInstance(x, y));
  }

  @Override
  public @Nullable Rectangle getClipBounds() {
    Shape clip = getClip();
    return clip == null ? null : clip.getBounds();
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    setClip(new Rectangle(x, y, width, height));
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle(x, y, width, height));
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int extent) {
    draw(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int extent) {
    fill(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] xs, int[] ys, int count) {
    draw(polyline(xs, ys, count));
  }

  @Override
  public void drawPolygon(int[] xs, int[] ys, int count) {
    Path2D path = polyline(xs, ys, count);
    path.closePath();
    draw(path);
  }

  @Override
  public void fillPolygon(int[] xs, int[] ys, int count) {
    fill(polyline(xs, ys, count));
  }

  private static Path2D polyline(int[] xs, int[] ys, int count) {
    Path2D path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < count; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    return path;
  }

  @Override
  public void drawString(String text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void drawString(String text, float x, float y) {
    drawGlyphVector(getFont().createGlyphVector(getFontRenderContext(), text), x, y);
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), observer);
  }

  @Override
  public boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
    Shape drawn = onStroke ? getStroke().createStrokedShape(shape) : shape;
    return getTransform().createTransformedShape(drawn).intersects(rectangle);
  }

  @Override
  public void setRenderingHints(Map<?, ?> hints) {
    addRenderingHints(hints);
  }

  @Override
  public void addRenderingHints(Map<?, ?> hints) {
    hints.forEach((key, value) -> setRenderingHint((RenderingHints.Key) key, value));
  }

  @Override
  public void setComposite(Composite composite) {
    if (!getComposite().equals(composite)) {
      throw unsupported();
    }
  }

  @Override
  public void dispose() {}

  @Override
  public Color getBackground() {
    return Palette.BACKGROUND;
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("not needed by figures");
  }

  @Override
  public Graphics create() {
    throw unsupported();
  }

  @Override
  public void setBackground(Color color) {
    throw unsupported();
  }

  @Override
  public void setPaintMode() {
    throw unsupported();
  }

  @Override
  public void setXORMode(Color color) {
    throw unsupported();
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    throw unsupported();
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw unsupported();
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    throw unsupported();
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw unsupported();
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    throw unsupported();
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    throw unsupported();
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp filter, int x, int y) {
    throw unsupported();
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform placement) {
    throw unsupported();
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform placement) {
    throw unsupported();
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    throw unsupported();
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, Color background, @Nullable ImageObserver observer) {
    throw unsupported();
  }

  @Override
  public boolean drawImage(
      Image image,
      int x,
      int y,
      int width,
      int height,
      Color background,
      @Nullable ImageObserver observer) {
    throw unsupported();
  }

  @Override
  public boolean drawImage(
      Image image,
      int x1,
      int y1,
      int x2,
      int y2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      @Nullable ImageObserver observer) {
    throw unsupported();
  }

  @Override
  public boolean drawImage(
      Image image,
      int x1,
      int y1,
      int x2,
      int y2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      Color background,
      @Nullable ImageObserver observer) {
    throw unsupported();
  }
}
