package dev.gmm4j.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Text as outlines, so that it looks the same in a picture of pixels, in SVG, and on a machine with other fonts.
 */
final class Text {
  static final Font TICK = font(Font.PLAIN, 11);
  static final Font BODY = font(Font.PLAIN, 12);
  static final Font HEADING = font(Font.BOLD, 13);
  static final Font TITLE = font(Font.BOLD, 15);

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  /** Where a text lies relative to the point that is given for it. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double share;

    Anchor(double share) {
      this.share = share;
    }
  }

  private Text() {}

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  static double width(String text, Font font) {
    return text.isBlank() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
  }

  /** Returns the font, smaller if the text would be wider than there is room. */
  static Font fitting(String text, Font font, double room) {
    double width = width(text, font);
    return width <= room ? font : font.deriveFont((float) (font.getSize2D() * room / width));
  }

  /** Draws a text whose baseline goes through a point. */
  static void draw(Graphics2D g, String text, Font font, double x, double y, Anchor anchor) {
    if (!text.isBlank()) {
      g.fill(outline(text, font, x, y, anchor));
    }
  }

  static Shape outline(String text, Font font, double x, double y, Anchor anchor) {
    TextLayout layout = new TextLayout(text, font, CONTEXT);
    double left = x - anchor.share * layout.getAdvance();
    return layout.getOutline(AffineTransform.getTranslateInstance(left, y));
  }

  /** Returns a number in few characters, as text for people: 4 digits or so, no needless zeros. */
  static String number(double value) {
    return number(value, 4);
  }

  /** Returns a number to some significant digits, without needless zeros. */
  static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e7 || size < 1e-4) {
      BigDecimal rounded =
          new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
      int exponent = rounded.precision() - rounded.scale() - 1;
      return minus(rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString())
          + "e"
          + exponent;
    }
    int before = (int) Math.floor(Math.log10(size)) + 1;
    BigDecimal rounded = new BigDecimal(value)
        .setScale(Math.max(0, digits - before), RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
    return minus(rounded.signum() == 0 ? "0" : rounded.toPlainString());
  }

  /** Returns a number with a fixed number of decimals. */
  static String fixed(double value, int decimals) {
    return minus(String.format(Locale.ROOT, "%." + decimals + "f", value));
  }

  private static String minus(String number) {
    return number.startsWith("-") ? "\u2212" + number.substring(1) : number;
  }
}
