package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Comparison by horizontal bars, each with its number: one for each thing compared, in groups if there is more than one
 * case, such as seconds for each backend and each shape of data.
 */
public final class BarPlot extends Plot<BarPlot> {
  private static final double BAR = 18;
  private static final double SPACE = 14;

  /** The share of the figure that the bars' names may take. */
  private static final double WIDEST_LABEL = 0.4;

  private final String quantity;
  private final Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private Axis.Ticks ticks = Axis.Ticks.NUMBERS;

  private BarPlot(String quantity) {
    super(680, 0);
    this.quantity = quantity;
  }

  /** Returns a plot of a quantity, which names the axis, without bars yet. */
  public static BarPlot of(String quantity) {
    return new BarPlot(quantity);
  }

  /** Adds a bar outside any group. */
  public BarPlot bar(String name, double value) {
    return bar("", name, value);
  }

  /**
   * Adds a bar to a group; groups and bars are shown in the order that they are first named in.
   *
   * @param value finite and at least 0
   * @throws IllegalArgumentException if the value is not, or the bar is there already
   */
  public BarPlot bar(String group, String name, double value) {
    check(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        "value of %s must be finite and >= 0, but was %s",
        name,
        value);
    Map<String, Double> bars = groups.computeIfAbsent(group, key -> new LinkedHashMap<>());
    check(!bars.containsKey(name), "bar %s must be added once, but was added again", name);
    bars.put(name, value);
    names.add(name);
    return this;
  }

  /** Makes the axis logarithmic, for values of very different size; all must then be above 0. */
  public BarPlot logarithmic() {
    ticks = Axis.Ticks.LOGARITHMIC;
    return this;
  }

  private record Bar(String group, String name, double value, double top, int color) {}

  @Override
  Figure draw() {
    check(!groups.isEmpty(), "bars must be at least 1, but were 0");
    boolean grouped = groups.size() > 1;
    List<Bar> bars = bars(grouped);
    Bar last = bars.get(bars.size() - 1);
    double total = last.top() + BAR + SPACE;
    double labels = bars.stream()
        .mapToDouble(bar -> Text.width(grouped ? bar.group() : bar.name(), Text.BODY))
        .max()
        .orElseThrow();
    double room = Math.min(labels, WIDEST_LABEL * width);
    Panel panel = new Panel(
        "",
        quantity + ": " + describe(bars),
        new Axis(quantity, range(bars), ticks),
        new Axis("", new Range(0, total), Axis.Ticks.NONE),
        Aspect.FREE,
        List.of((g, projection) -> paint(g, projection, bars, total)),
        new Panel.Labels(
            room + 12, (g, projection) -> paintLabels(g, projection, bars, room, grouped)));
    Legend legend = new Legend();
    if (grouped) {
      int index = 0;
      for (String name : names) {
        legend.area(name, Palette.component(index++));
      }
    }
    int figureHeight = sized ? height : (int) Math.min(4000, total + 75 + 60);
    return Layout.figure(title, width, figureHeight, panel, legend);
  }

  private List<Bar> bars(boolean grouped) {
    List<String> order = List.copyOf(names);
    List<Bar> bars = new ArrayList<>();
    double top = SPACE;
    for (Map.Entry<String, Map<String, Double>> group : groups.entrySet()) {
      for (Map.Entry<String, Double> bar : group.getValue().entrySet()) {
        check(
            ticks != Axis.Ticks.LOGARITHMIC || bar.getValue() > 0,
            "value of %s must be above 0 on a logarithmic axis, but was %s",
            bar.getKey(),
            bar.getValue());
        int color = grouped ? order.indexOf(bar.getKey()) : 0;
        bars.add(new Bar(group.getKey(), bar.getKey(), bar.getValue(), top, color));
        top += grouped ? BAR : BAR + SPACE / 2;
      }
      top += SPACE;
    }
    return bars;
  }

  private static String describe(List<Bar> bars) {
    List<String> parts = new ArrayList<>();
    for (Bar bar : bars) {
      String group = bar.group().isEmpty() ? "" : bar.group() + " ";
      parts.add(group + bar.name() + " " + Text.number(bar.value()));
    }
    return String.join(", ", parts);
  }

  /** Room for the number behind the longest bar. */
  private Range range(List<Bar> bars) {
    double largest = bars.stream().mapToDouble(Bar::value).max().orElseThrow();
    double smallest = bars.stream().mapToDouble(Bar::value).min().orElseThrow();
    if (ticks == Axis.Ticks.LOGARITHMIC) {
      double low = Math.pow(10, Math.floor(Math.log10(smallest) - 0.3));
      return new Range(low, largest * Math.pow(largest / low, 0.16));
    }
    return new Range(0, largest > 0 ? 1.16 * largest : 1);
  }

  private static void paint(Graphics2D g, Projection projection, List<Bar> bars, double total) {
    double left = projection.area().getX();
    double unit = projection.area().getHeight() / total;
    for (Bar bar : bars) {
      double right = projection.x(Math.max(bar.value(), projection.x().range().min()));
      double top = projection.area().getY() + unit * bar.top();
      DrawingGroup.draw(
          g, bar.group().isEmpty() ? bar.name() : bar.group() + ", " + bar.name(), () -> {
            g.setColor(Palette.component(bar.color()));
            g.fill(new Rectangle2D.Double(left, top + 1, right - left, unit * BAR - 2));
            g.setColor(Palette.INK);
            double baseline = top + unit * BAR / 2 + 4;
            Text.draw(
                g, Text.number(bar.value(), 3), Text.TICK, right + 5, baseline, Text.Anchor.START);
          });
    }
  }

  private static void paintLabels(
      Graphics2D g, Projection projection, List<Bar> bars, double room, boolean grouped) {
    double right = projection.area().getX() - 8;
    double unit = projection.area().getHeight() / projection.y().range().span();
    g.setColor(Palette.INK);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double middle = bar.top() + BAR / 2;
      if (grouped) {
        int end = i;
        while (end + 1 < bars.size() && bars.get(end + 1).group().equals(bar.group())) {
          end++;
        }
        middle = (bar.top() + bars.get(end).top() + BAR) / 2;
        i = end;
      }
      String text = Text.elided(grouped ? bar.group() : bar.name(), Text.BODY, room);
      double baseline = projection.area().getY() + unit * middle + 4.5;
      Text.draw(g, text, Text.BODY, right, baseline, Text.Anchor.END);
    }
  }

  @Override
  BarPlot self() {
    return this;
  }
}
