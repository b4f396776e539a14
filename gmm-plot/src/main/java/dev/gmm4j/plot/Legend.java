package dev.gmm4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A key to the colours and lines of a figure, in rows outside the plot areas. */
final class Legend {
  private static final double SWATCH = 22;
  private static final double SPACE = 6;
  private static final double GAP = 18;
  private static final double LINE = 19;
  private static final double EVENNESS = 8;

  /** Of a longer text the beginning and the end are shown. */
  private static final double LONGEST = 260;

  private final List<Entry> entries = new ArrayList<>();

  private interface Swatch {
    void paint(Graphics2D g, double x, double y);
  }

  private record Entry(String text, String shown, double width, Swatch swatch) {}

  /** Adds a mark. */
  Legend mark(String text, Color color, Mark mark, double radius) {
    return add(text, (g, x, y) -> {
      g.setColor(color);
      g.fill(mark.at(x + SWATCH / 2, y, radius));
    });
  }

  /** Adds a line. */
  Legend line(String text, Color color, BasicStroke stroke) {
    return add(text, (g, x, y) -> {
      g.setColor(color);
      g.setStroke(stroke);
      g.draw(new Line2D.Double(x + 1, y, x + SWATCH - 1, y));
    });
  }

  /** Adds a ring. */
  Legend ring(String text, Color color, double radius) {
    return add(text, (g, x, y) -> {
      g.setColor(color);
      g.setStroke(Palette.solid(1.3));
      g.draw(Mark.CIRCLE.at(x + SWATCH / 2, y, radius));
    });
  }

  /** Adds a cross. */
  Legend cross(String text, Color color, double radius) {
    return add(text, (g, x, y) -> {
      g.setColor(color);
      g.setStroke(Palette.solid(1.3));
      g.draw(Mark.cross(x + SWATCH / 2, y, radius));
    });
  }

  /** Adds a mark that is not filled. */
  Legend hollow(String text, Color color, double radius) {
    return add(text, (g, x, y) -> {
      g.setColor(color);
      g.setStroke(Palette.solid(Clusters.HOLLOW_LINE));
      g.draw(Mark.CIRCLE.at(x + SWATCH / 2, y, radius));
    });
  }

  /** Adds a bar or an area. */
  Legend area(String text, Color color) {
    return add(text, (g, x, y) -> {
      g.setColor(color);
      g.fill(new Rectangle2D.Double(x + 3, y - 5, SWATCH - 6, 10));
    });
  }

  /** Adds words alone. */
  Legend note(String text) {
    return add(text, (g, x, y) -> {});
  }

  private Legend add(String text, Swatch swatch) {
    String shown = Text.elided(text, Text.BODY, LONGEST);
    entries.add(new Entry(text, shown, SWATCH + SPACE + Text.width(shown, Text.BODY), swatch));
    return this;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns the texts, for those who cannot see the figure. */
  List<String> texts() {
    return entries.stream().map(Entry::text).toList();
  }

  /** Returns the number of entries in each line. */
  List<Integer> arrangement(double width) {
    return lines(width).stream().map(List::size).toList();
  }

  double height(double width) {
    return LINE * lines(width).size();
  }

  /** Returns entries in as few lines as fit into a width, these as equal in length as their order allows. */
  private List<List<Entry>> lines(double width) {
    List<List<Entry>> lines = broken(width);
    for (double narrower = width - EVENNESS; narrower > 0; narrower -= EVENNESS) {
      List<List<Entry>> evener = broken(narrower);
      if (evener.size() > lines.size()) {
        break;
      }
      lines = evener;
    }
    return lines;
  }

  private List<List<Entry>> broken(double width) {
    List<List<Entry>> lines = new ArrayList<>();
    double used = Double.POSITIVE_INFINITY;
    for (Entry entry : entries) {
      if (used + GAP + entry.width() > width) {
        lines.add(new ArrayList<>());
        used = -GAP;
      }
      lines.get(lines.size() - 1).add(entry);
      used += GAP + entry.width();
    }
    return lines;
  }

  /** Paints the entries in centred rows of at most a width. */
  void paint(Graphics2D g, double left, double top, double width) {
    double y = top + LINE / 2;
    for (List<Entry> line : lines(width)) {
      double used = line.stream().mapToDouble(Entry::width).sum() + GAP * (line.size() - 1);
      double x = left + Math.max(0, (width - used) / 2);
      for (Entry entry : line) {
        paint(g, entry, x, y);
        x += entry.width() + GAP;
      }
      y += LINE;
    }
  }

  /** Returns the width of the entries one below the other. */
  double columnWidth() {
    return entries.stream().mapToDouble(Entry::width).max().orElse(0);
  }

  /** Paints the entries one below the other. */
  void paintColumn(Graphics2D g, double left, double top) {
    double y = top + LINE / 2;
    for (Entry entry : entries) {
      paint(g, entry, left, y);
      y += LINE;
    }
  }

  /** Returns the height of the entries one below the other. */
  double columnHeight() {
    return LINE * entries.size();
  }

  private static void paint(Graphics2D g, Entry entry, double x, double y) {
    DrawingGroup.draw(g, entry.text, () -> {
      entry.swatch.paint(g, x, y);
      g.setColor(Palette.INK);
      Text.draw(g, entry.shown, Text.BODY, x + SWATCH + SPACE, y + 4.5, Text.Anchor.START);
    });
  }
}
