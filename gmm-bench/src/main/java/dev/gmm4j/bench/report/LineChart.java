package dev.gmm4j.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lines over logarithmic axes, as an SVG element of a few kilobytes.
 *
 * <p>Written here because a library's SVG has its letters as outlines: a megabyte for what these charts show, in which no
 * text can be found.
 */
final class LineChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 380;
  private static final int LEFT = 70;
  private static final int RIGHT = 590;
  private static final int TOP = 40;
  private static final int BOTTOM = 330;
  private static final int LEGEND_STEP = 20;

  /** By Okabe and Ito, to be told apart by everybody. */
  private static final List<String> COLOURS = List.of(
      "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#888888");

  private final List<String> names;
  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final Map<String, List<Point>> lines = new LinkedHashMap<>();
  private final StringBuilder svg = new StringBuilder();
  private String levelName = "";
  private double level = Double.NaN;

  private record Point(double x, double y) {}

  /**
   * Creates a chart.
   *
   * @param names all names that lines may have in any chart of the page, so that each has its colour in all
   */
  LineChart(List<String> names, String title, String xTitle, String yTitle) {
    this.names = names;
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  /** Adds a point to a line; both numbers are above 0. */
  void add(String line, double x, double y) {
    lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
  }

  /** Adds a horizontal line. */
  void level(String name, double y) {
    levelName = name;
    level = y;
  }

  String title() {
    return title;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  String svg() {
    svg.setLength(0);
    LogAxis x = LogAxis.over(sizes(), LEFT, RIGHT);
    List<Double> ordinates = new ArrayList<>();
    lines.values().forEach(points -> points.forEach(point -> ordinates.add(point.y())));
    if (Double.isFinite(level)) {
      ordinates.add(level);
    }
    LogAxis y = LogAxis.over(ordinates, BOTTOM, TOP);
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    append(
        "<title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
        Page.escape(title));
    text((LEFT + RIGHT) / 2.0, TOP - 18, "middle", "font-weight=\"bold\" font-size=\"14\"", title);
    axes(x, y);
    if (Double.isFinite(level)) {
      double at = y.pixel(level);
      append("<path d=\"M%d %.1fH%d\" stroke=\"#444\" stroke-dasharray=\"6 4\"/>", LEFT, at, RIGHT);
      text(LEFT + 8, at - 5, "start", "fill=\"#444\"", levelName);
    }
    int index = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      line(x, y, line.getKey(), line.getValue(), index++);
    }
    return svg.append("</svg>").toString();
  }

  private void axes(LogAxis x, LogAxis y) {
    // The sizes that were measured, as all lines have points at the same.
    for (double size : sizes()) {
      double at = x.pixel(size);
      append("<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/>", at, TOP, BOTTOM);
      text(at, BOTTOM + 18, "middle", "", LogAxis.label(size));
    }
    for (double tick : y.ticks()) {
      double at = y.pixel(tick);
      append("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, at, RIGHT);
      text(LEFT - 6, at + 4, "end", "", LogAxis.label(tick));
    }
    append("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>", LEFT, TOP, BOTTOM, RIGHT);
    text((LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", "", xTitle);
    int middle = (TOP + BOTTOM) / 2;
    text(18, middle, "middle", "transform=\"rotate(-90 18 " + middle + ")\"", yTitle);
  }

  private List<Double> sizes() {
    return lines.values().stream()
        .flatMap(List::stream)
        .map(Point::x)
        .distinct()
        .toList();
  }

  private void line(LogAxis x, LogAxis y, String name, List<Point> points, int index) {
    String colour = COLOURS.get(names.indexOf(name) % COLOURS.size());
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      double px = x.pixel(point.x());
      double py = y.pixel(point.y());
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", px, py));
      append(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s: %s</title></circle>",
          px, py, colour, Page.escape(name), Numbers.significant(point.y()));
    }
    append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    double legend = TOP + 10 + LEGEND_STEP * index;
    append(
        "<path d=\"M%d %.1fh18\" stroke=\"%s\" stroke-width=\"3\"/>",
        RIGHT + 12, legend - 4, colour);
    text(RIGHT + 36, legend, "start", "", name);
  }

  private void text(double x, double y, String anchor, String attributes, String text) {
    append(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>",
        x, y, anchor, attributes, Page.escape(text));
  }

  private void append(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
