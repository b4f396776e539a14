package dev.gmm4j.plot;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Lines on which a function of two numbers has a given level: marching squares (Lorensen and Cline 1987, in two
 * dimensions) on a grid, the crossings of its edges found on the function itself.
 */
final class ContourLines {
  private static final int NONE = -1;
  private static final int REFINEMENTS = 12;
  private static final double MIN_CELLS = 160;
  private static final double MAX_CELLS = 700;
  private static final double CELLS_PER_DEVIATION = 6;

  /** Cells times components, so that a large mixture does not take long. */
  private static final double BUDGET = 6e6;

  private final DoubleBinaryOperator function;
  private final Range x;
  private final Range y;
  private final int columns;
  private final int rows;
  private final double[] values;

  /** Evaluates a function on a grid of so many cells. */
  ContourLines(DoubleBinaryOperator function, Range x, Range y, int columns, int rows) {
    this.function = function;
    this.x = x;
    this.y = y;
    this.columns = columns;
    this.rows = rows;
    values = new double[(columns + 1) * (rows + 1)];
    for (int j = 0; j <= rows; j++) {
      for (int i = 0; i <= columns; i++) {
        values[j * (columns + 1) + i] = function.applyAsDouble(xAt(i), yAt(j));
      }
    }
  }

  /** Returns the grid that shows all of a mixture's components in a window. */
  static ContourLines of(MarginalMixture mixture, Range x, Range y) {
    double columns = MIN_CELLS;
    double rows = MIN_CELLS;
    for (int k = 0; k < mixture.components(); k++) {
      // The breadth of the ellipse along each axis, which is less than its extent where it is
      // slanted.
      columns = Math.max(columns, CELLS_PER_DEVIATION * x.span() / mixture.breadth(k, 0));
      rows = Math.max(rows, CELLS_PER_DEVIATION * y.span() / mixture.breadth(k, 1));
    }
    double most = Math.sqrt(BUDGET / mixture.components());
    return new ContourLines(
        mixture::density,
        x,
        y,
        (int) Math.min(columns, Math.max(MIN_CELLS, Math.min(MAX_CELLS, most))),
        (int) Math.min(rows, Math.max(MIN_CELLS, Math.min(MAX_CELLS, most))));
  }

  private double xAt(int i) {
    return x.at((double) i / columns);
  }

  private double yAt(int j) {
    return y.at((double) j / rows);
  }

  private double value(int i, int j) {
    return values[j * (columns + 1) + i];
  }

  /** Returns the lines of a level, in the coordinates of the function's arguments; empty if there is none. */
  Path2D at(double level) {
    Path2D path = new Path2D.Double();
    for (double[] line : lines(level)) {
      path.moveTo(line[0], line[1]);
      int last = line.length - 2;
      boolean closed = line.length > 4 && line[0] == line[last] && line[1] == line[last + 1];
      for (int i = 2; i < (closed ? last : line.length); i += 2) {
        path.lineTo(line[i], line[i + 1]);
      }
      if (closed) {
        path.closePath();
      }
    }
    return path;
  }

  /** Returns the lines of a level, each as {@code x0, y0, x1, y1, ...}; where one is closed, the last point is the first. */
  List<double[]> lines(double level) {
    // An edge is crossed at most once, and the line goes on to at most two others.
    int[] neighbours = new int[4 * values.length];
    Arrays.fill(neighbours, NONE);
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        joinEdges(i, j, level, neighbours);
      }
    }
    List<double[]> lines = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int edge = 0; edge < 2 * values.length; edge++) {
        // Lines that end at the border first, from their ends; what is left is closed.
        boolean ends = neighbours[2 * edge + 1] == NONE;
        if (neighbours[2 * edge] != NONE && (ends || pass == 1)) {
          lines.add(follow(edge, level, neighbours));
        }
      }
    }
    return lines;
  }

  private void joinEdges(int i, int j, double level, int[] neighbours) {
    boolean lowerLeft = value(i, j) > level;
    boolean lowerRight = value(i + 1, j) > level;
    boolean upperLeft = value(i, j + 1) > level;
    boolean upperRight = value(i + 1, j + 1) > level;
    int bottom = lowerLeft == lowerRight ? NONE : horizontal(i, j);
    int top = upperLeft == upperRight ? NONE : horizontal(i, j + 1);
    int left = lowerLeft == upperLeft ? NONE : vertical(i, j);
    int right = lowerRight == upperRight ? NONE : vertical(i + 1, j);
    if (bottom != NONE && top != NONE && left != NONE && right != NONE) {
      boolean middle =
          function.applyAsDouble(x.at((i + 0.5) / columns), y.at((j + 0.5) / rows)) > level;
      join(neighbours, bottom, middle == lowerLeft ? right : left);
      join(neighbours, top, middle == lowerLeft ? left : right);
      return;
    }
    int first = NONE;
    for (int edge : new int[] {bottom, top, left, right}) {
      if (edge != NONE && first == NONE) {
        first = edge;
      } else if (edge != NONE) {
        join(neighbours, first, edge);
      }
    }
  }

  private int horizontal(int i, int j) {
    return 2 * (j * (columns + 1) + i);
  }

  private int vertical(int i, int j) {
    return horizontal(i, j) + 1;
  }

  private static void join(int[] neighbours, int first, int second) {
    add(neighbours, first, second);
    add(neighbours, second, first);
  }

  private static void add(int[] neighbours, int edge, int other) {
    neighbours[neighbours[2 * edge] == NONE ? 2 * edge : 2 * edge + 1] = other;
  }

  /** Follows a line from an edge until it ends, and forgets it. */
  private double[] follow(int start, double level, int[] neighbours) {
    List<double[]> points = new ArrayList<>();
    int edge = start;
    int previous = NONE;
    while (edge != NONE && neighbours[2 * edge] != NONE) {
      points.add(crossing(edge, level));
      int first = neighbours[2 * edge];
      int second = neighbours[2 * edge + 1];
      neighbours[2 * edge] = NONE;
      neighbours[2 * edge + 1] = NONE;
      int next = first == previous ? second : first;
      previous = edge;
      edge = next;
    }
    if (edge == start) {
      points.add(points.get(0));
    }
    double[] line = new double[2 * points.size()];
    for (int p = 0; p < points.size(); p++) {
      line[2 * p] = points.get(p)[0];
      line[2 * p + 1] = points.get(p)[1];
    }
    return line;
  }

  /** Finds where the function has the level on an edge: by interpolation, which keeps the level between two ends. */
  private double[] crossing(int edge, double level) {
    int corner = edge / 2;
    int i = corner % (columns + 1);
    int j = corner / (columns + 1);
    int di = edge % 2 == 0 ? 1 : 0;
    int dj = 1 - di;
    double low = 0;
    double high = 1;
    double below = value(i, j) - level;
    double above = value(i + di, j + dj) - level;
    double at = 0;
    double here = below;
    double last = 0;
    for (int step = 0; step < REFINEMENTS && here != 0; step++) {
      at = low + (high - low) * below / (below - above);
      here =
          function.applyAsDouble(x.at((i + di * at) / columns), y.at((j + dj * at) / rows)) - level;
      // An end that stays twice counts half, or it would stay for long (the Illinois method).
      double again = here * last > 0 ? 0.5 : 1;
      if (here * above > 0) {
        high = at;
        above = here;
        below *= again;
      } else {
        low = at;
        below = here;
        above *= again;
      }
      last = here;
    }
    return new double[] {x.at((i + di * at) / columns), y.at((j + dj * at) / rows)};
  }
}
