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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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

  private static final String ELLIPSIS = "\u2026";

  /** The least share of its size that text is shrunk to, rather than shortened. */
  private static final double SMALLEST = 0.75;

  private Text() {}

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  static double width(String text, Font font) {
    return text.isBlank() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
  }

  /** Returns the font, smaller if the text would be wider than there is room, but not too small to read. */
  static Font fitting(String text, Font font, double room) {
    double width = width(text, font);
    double share = Math.max(SMALLEST, room / width);
    return width <= room ? font : font.deriveFont((float) (font.getSize2D() * share));
  }

  /** Returns the text if there is room for it, else its beginning and its end, which tell names apart. */
  static String elided(String text, Font font, double room) {
    if (width(text, font) <= room) {
      return text;
    }
    int[] letters = text.codePoints().toArray();
    int most = letters.length - 1;
    int least = 0;
    while (least < most) {
      int kept = (least + most + 1) / 2;
      if (width(elided(letters, kept), font) <= room) {
        least = kept;
      } else {
        most = kept - 1;
      }
    }
    return elided(letters, least);
  }

  private static String elided(int[] letters, int kept) {
    int head = (kept + 1) / 2;
    int tail = kept - head;
    return new String(letters, 0, head).stripTrailing()
        + ELLIPSIS
        + new String(letters, letters.length - tail, tail).stripLeading();
  }

  /** Returns texts for which there is room; those that would become the same begin with their number from 0. */
  static List<String> elided(List<String> texts, Font font, double room) {
    List<String> fitted = texts.stream().map(text -> elided(text, font, room)).toList();
    return IntStream.range(0, texts.size())
        .mapToObj(i ->
            Collections.frequency(fitted, fitted.get(i)) == 1 || fitted.get(i).equals(texts.get(i))
                ? fitted.get(i)
                : elided(i + ": " + texts.get(i), font, room))
        .toList();
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
