package dev.gmm4j.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A table of the components of a known and of a fitted mixture of one feature, both in the order of their means. */
final class MeansTable {
  private static final double LINE = 20;
  private static final double[] COLUMNS = {0, 150, 240, 320, 405, 505, 620};
  private static final double WIDTH = 620;
  private static final int DIGITS = 4;

  private final List<List<String>> lines;

  private MeansTable(List<List<String>> lines) {
    this.lines = lines;
  }

  /** Matches components by the order of their means: in one dimension nothing matches closer. */
  static MeansTable of(MarginalMixture truth, MarginalMixture fitted) {
    List<Integer> trueOrder = byMean(truth);
    List<Integer> fittedOrder = byMean(fitted);
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(trueOrder.size(), fittedOrder.size()); i++) {
      List<String> line = new ArrayList<>();
      line.add(i < fittedOrder.size() ? fittedOrder.get(i).toString() : "");
      for (int quantity = 0; quantity < 3; quantity++) {
        line.add(cell(truth, trueOrder, i, quantity));
        line.add(cell(fitted, fittedOrder, i, quantity));
      }
      lines.add(line);
    }
    return new MeansTable(lines);
  }

  private static List<Integer> byMean(MarginalMixture mixture) {
    return IntStream.range(0, mixture.components())
        .boxed()
        .sorted(Comparator.comparingDouble(k -> mixture.mean(k, 0)))
        .toList();
  }

  private static String cell(
      MarginalMixture mixture, List<Integer> order, int index, int quantity) {
    if (index >= order.size()) {
      return "";
    }
    int k = order.get(index);
    return Text.number(
        switch (quantity) {
          case 0 -> mixture.mean(k, 0);
          case 1 -> mixture.deviation(k, 0);
          default -> mixture.weight(k);
        },
        DIGITS);
  }

  /** Returns a figure with the table below. */
  Figure below(Figure figure) {
    double tableHeight = LINE * (lines.size() + 2) + 12;
    return new Figure(
        figure.title(),
        figure.description() + "; table of " + header() + ": " + lines,
        figure.width(),
        figure.height() + (int) Math.ceil(tableHeight),
        g -> {
          figure.paint(g);
          paint(g, figure.width(), figure.height());
        });
  }

  private static List<String> header() {
    return List.of(
        "component",
        "true mean",
        "fitted mean",
        "true \u03c3",
        "fitted \u03c3",
        "true weight",
        "fitted weight");
  }

  private void paint(Graphics2D g, double figureWidth, double top) {
    DrawingGroup.draw(g, "table of means", () -> {
      double scale = Math.min(1, (figureWidth - 60) / WIDTH);
      double left = (figureWidth - scale * WIDTH) / 2;
      paint(g, header(), Text.TICK.deriveFont(Font.BOLD), left, scale, top + LINE);
      g.setColor(Palette.FRAME);
      g.setStroke(Palette.solid(0.8));
      g.draw(
          new Line2D.Double(left - 10, top + LINE + 7, left + scale * WIDTH + 10, top + LINE + 7));
      double y = top + LINE + 4;
      for (List<String> line : lines) {
        y += LINE;
        paint(g, line, Text.BODY, left, scale, y);
      }
    });
  }

  private static void paint(
      Graphics2D g, List<String> line, Font font, double left, double scale, double y) {
    g.setColor(Palette.INK);
    for (int j = 0; j < line.size(); j++) {
      Text.Anchor anchor = j == 0 ? Text.Anchor.START : Text.Anchor.END;
      Text.draw(g, line.get(j), font, left + scale * COLUMNS[j], y, anchor);
    }
  }
}
