package dev.gmm4j.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** Draws parts of a picture as groups with a name, which SVG keeps and pixels ignore. */
final class DrawingGroup {
  /** A hint whose value opens a group of that name, and whose removal closes it. */
  static final RenderingHints.Key NAME = new Key();

  private static final class Key extends RenderingHints.Key {
    Key() {
      super(0x676d6d);
    }

    @Override
    public boolean isCompatibleValue(Object value) {
      return value == null || value instanceof String;
    }
  }

  private DrawingGroup() {}

  static void draw(Graphics2D g, String name, Runnable drawing) {
    g.setRenderingHint(NAME, name);
    drawing.run();
    g.setRenderingHint(NAME, null);
  }
}
