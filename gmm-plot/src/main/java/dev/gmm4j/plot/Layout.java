package dev.gmm4j.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a title, panels whose plot areas are in line, and a legend into a figure.
 *
 * <p>The library tells how much room a panel's labels take only after it has painted it, so the plot areas' size is found
 * in a few rounds.
 */
final class Layout {
  private static final double MARGIN = 10;
  private static final double TITLE_HEIGHT = 30;
  private static final double GAP = 10;
  private static final double SMALLEST = 20;
  private static final int ROUNDS = 3;

  private final String title;
  private final int width;
  private final int height;
  private final @Nullable Panel[][] panels;
  private final Legend legend;
  private final Place place;
  private final int rows;
  private final int columns;
  private final Panel.@Nullable Fitted[][] fitted;

  /** Where the legend lies. */
  private enum Place {
    BELOW,
    /** In the upper right, where there is no panel. */
    CORNER
  }

  /** The widest and highest labels on each side of the columns and rows. */
  private final double[] left;

  private final double[] right;
  private final double[] top;
  private final double[] bottom;

  /**
   * Arranges panels.
   *
   * @param panels in rows of equal length; null leaves a place empty
   */
  private Layout(
      String title, int width, int height, @Nullable Panel[][] panels, Legend legend, Place place) {
    this.title = title;
    this.width = width;
    this.height = height;
    this.panels = panels;
    this.legend = legend;
    this.place = place;
    rows = panels.length;
    columns = panels[0].length;
    fitted = new Panel.Fitted[rows][columns];
    left = new double[columns];
    right = new double[columns];
    top = new double[rows];
    bottom = new double[rows];
    Arrays.fill(left, 50);
    Arrays.fill(bottom, 40);
    double fittedWidth = 0;
    double fittedHeight = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double plotWidth = plotWidth();
      double plotHeight = plotHeight();
      if (Math.abs(plotWidth - fittedWidth) < 1 && Math.abs(plotHeight - fittedHeight) < 1) {
        break;
      }
      fit(plotWidth, plotHeight);
      fittedWidth = plotWidth;
      fittedHeight = plotHeight;
    }
  }

  static Figure figure(String title, int width, int height, Panel panel, Legend legend) {
    return figure(title, width, height, new Panel[][] {{panel}}, legend);
  }

  static Figure figure(
      String title, int width, int height, @Nullable Panel[][] panels, Legend legend) {
    return new Layout(title, width, height, panels, legend, Place.BELOW).figure();
  }

  /** Returns a figure whose upper right corner has no panels but the legend. */
  static Figure cornered(
      String title, int width, int height, @Nullable Panel[][] panels, Legend legend) {
    return new Layout(title, width, height, panels, legend, Place.CORNER).figure();
  }

  private Figure figure() {
    return new Figure(title, description(), width, height, this::paint);
  }

  private String description() {
    List<String> parts = new ArrayList<>();
    for (Panel[] row : panels) {
      for (Panel panel : row) {
        if (panel != null) {
          parts.add(panel.name());
        }
      }
    }
    if (!legend.isEmpty()) {
      parts.add("legend: " + String.join(", ", legend.texts()));
    }
    return String.join("; ", parts);
  }

  private double plotWidth() {
    double labels = Arrays.stream(left).sum() + Arrays.stream(right).sum();
    double room = width - 2 * MARGIN - labels - GAP * (columns - 1);
    return Math.max(SMALLEST, room / columns);
  }

  private double plotHeight() {
    double labels = Arrays.stream(top).sum() + Arrays.stream(bottom).sum();
    double room = height - contentTop() - MARGIN - legendHeight() - labels - GAP * (rows - 1);
    return Math.max(SMALLEST, room / rows);
  }

  private double contentTop() {
    return title.isEmpty() ? MARGIN : TITLE_HEIGHT + 6;
  }

  private double legendHeight() {
    return legend.isEmpty() || place == Place.CORNER ? 0 : legend.height(width - 2 * MARGIN) + 6;
  }

  private void fit(double plotWidth, double plotHeight) {
    for (double[] sides : new double[][] {left, right, top, bottom}) {
      Arrays.fill(sides, 0);
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Panel panel = panels[i][j];
        if (panel != null) {
          Panel.Fitted fit = panel.fit(plotWidth, plotHeight);
          fitted[i][j] = fit;
          left[j] = Math.max(left[j], fit.left());
          right[j] = Math.max(right[j], fit.right());
          top[i] = Math.max(top[i], fit.top());
          bottom[i] = Math.max(bottom[i], fit.bottom());
        }
      }
    }
  }

  /** Returns the distance from the figure's left edge to a column's plot areas. */
  private double plotX(int column) {
    double x = MARGIN;
    for (int j = 0; j < column; j++) {
      x += left[j] + plotWidth() + right[j] + GAP;
    }
    return x + left[column];
  }

  /** Returns the distance from the figure's upper edge to a row's plot areas. */
  private double plotY(int row) {
    double y = contentTop();
    for (int i = 0; i < row; i++) {
      y += top[i] + plotHeight() + bottom[i] + GAP;
    }
    return y + top[row];
  }

  private void paint(Graphics2D g) {
    g.setColor(Palette.INK);
    Font font = Text.fitting(title, Text.TITLE, width - 2 * MARGIN);
    String shown = Text.elided(title, font, width - 2 * MARGIN);
    Text.draw(g, shown, font, width / 2.0, TITLE_HEIGHT - 6, Text.Anchor.MIDDLE);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Panel.Fitted panel = fitted[i][j];
        if (panel != null) {
          panel.paint(g, plotX(j), plotY(i));
        }
      }
    }
    if (place == Place.CORNER) {
      double corner = plotX(1) + plotWidth() + 2 * MARGIN;
      double rightmost = width - MARGIN - legend.columnWidth();
      legend.paintColumn(g, Math.min(corner, rightmost), plotY(0));
    } else {
      double room = width - 2 * MARGIN;
      legend.paint(g, MARGIN, height - MARGIN - legend.height(room), room);
    }
  }
}
