package dev.gmm4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * Colours and strokes.
 *
 * <p>The components' colours are those of Okabe and Ito (2008), which people with any common colour blindness tell apart,
 * with two of Tol's (2021) for their yellow and black, which vanish on white and among text. The order puts the most
 * different ones first. From the ninth component on they come again with other marks.
 */
final class Palette {
  static final Color BACKGROUND = Color.WHITE;
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color MUTED = new Color(0x66, 0x66, 0x66);
  static final Color GRID = new Color(0xe8, 0xe8, 0xe8);
  static final Color FRAME = new Color(0x99, 0x99, 0x99);
  static final Color NEUTRAL = new Color(0x4a, 0x5a, 0x6a);
  static final Color HISTOGRAM = new Color(0xd5, 0xd9, 0xde);

  private static final Color[] COMPONENTS = {
    new Color(0x00, 0x72, 0xb2),
    new Color(0xd5, 0x5e, 0x00),
    new Color(0x00, 0x9e, 0x73),
    new Color(0xcc, 0x79, 0xa7),
    new Color(0xe6, 0x9f, 0x00),
    new Color(0x56, 0xb4, 0xe9),
    new Color(0x88, 0x22, 0x55),
    new Color(0x99, 0x99, 0x33),
  };

  private Palette() {}

  static int size() {
    return COMPONENTS.length;
  }

  static Color component(int index) {
    return index < 0 ? NEUTRAL : COMPONENTS[index % COMPONENTS.length];
  }

  static Color translucent(Color color, double alpha) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
  }

  /** Returns a colour between two. */
  static Color mix(Color from, Color to, double share) {
    return new Color(
        mix(from.getRed(), to.getRed(), share),
        mix(from.getGreen(), to.getGreen(), share),
        mix(from.getBlue(), to.getBlue(), share));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }

  static BasicStroke solid(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashed(double width) {
    return new BasicStroke(
        (float) width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1,
        new float[] {(float) (4 * width), (float) (2.5 * width)},
        0);
  }
}
