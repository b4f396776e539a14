package dev.gmm4j.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** Names of parts of a drawing, which SVG keeps and pixels ignore. */
final class Named {
  /** A hint whose value opens a group of that name, and whose removal closes it. */
  static final RenderingHints.Key GROUP = new Key();

  private static final class Key extends RenderingHints.Key {
    Key() {
      super(0x676d6d);
    }

    @Override
    public boolean isCompatibleValue(Object value) {
      return value == null || value instanceof String;
    }
  }

  private Named() {}

  static void group(Graphics2D g, String name, Runnable drawing) {
    g.setRenderingHint(GROUP, name);
    drawing.run();
    g.setRenderingHint(GROUP, null);
  }
}
