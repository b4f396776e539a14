package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.bootstrap.IntervalEstimate;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.data.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a mixture's parameters may be off: panels for the weights, the means and the variances, with a line for each
 * component that has its estimate, the confidence interval, and the distribution over replicates above it.
 */
public final class ParameterBootstrapPlot extends Plot<ParameterBootstrapPlot> {
  private static final int MOST_FEATURES = 8;
  private static final int MOST_ACROSS = 4;
  private static final double DOT = 3.5;

  /** Parts of a component's line, from its top: the distribution down to here, then the interval. */
  private static final double FOOT = 0.66;

  private static final double INTERVAL = 0.82;

  /** The height of a distribution's highest bar. */
  private static final double HIGHEST = 0.58;

  /** Room beyond the intervals, in their total length. */
  private static final double AROUND = 0.3;

  private final ParameterBootstrapResult result;
  private int[] columns;
  private @Nullable List<String> names;

  private ParameterBootstrapPlot(ParameterBootstrapResult result) {
    super(1, 1);
    this.result = result;
    this.columns = IntStream.range(0, result.model().dimension()).toArray();
  }

  /** Returns a plot of all features; of more than 8, some must be chosen. */
  public static ParameterBootstrapPlot of(ParameterBootstrapResult result) {
    return new ParameterBootstrapPlot(result);
  }

  /**
   * Chooses up to eight features, from 0, in the order that they are shown in.
   *
   * @throws IllegalArgumentException if there are none or too many, there is no such feature, or one occurs twice
   */
  public ParameterBootstrapPlot columns(int... newColumns) {
    check(
        newColumns.length >= 1 && newColumns.length <= MOST_FEATURES,
        "columns must be 1 to %d, but were %d",
        MOST_FEATURES,
        newColumns.length);
    for (int i = 0; i < newColumns.length; i++) {
      Checks.column("columns[" + i + "]", newColumns[i], result.model().dimension());
    }
    check(
        Arrays.stream(newColumns).distinct().count() == newColumns.length,
        "columns must differ, but were %s",
        Arrays.toString(newColumns));
    columns = newColumns.clone();
    return this;
  }

  /**
   * Names all features; default {@code x0}, {@code x1} and so on.
   *
   * @throws IllegalArgumentException if there are not as many as features
   */
  public ParameterBootstrapPlot names(List<String> newNames) {
    names = Checks.names(newNames, result.model().dimension());
    return this;
  }

  /** The parameter of one kind of each component. */
  private record Parameter(
      String name, IntFunction<IntervalEstimate> estimate, IntFunction<double[]> replicates) {}

  @Override
  Figure draw() {
    check(
        columns.length <= MOST_FEATURES,
        "the mixture has %d features: choose at most %d with columns(...)",
        columns.length,
        MOST_FEATURES);
    List<Parameter> parameters = parameters();
    int count = parameters.size();
    int across = count <= MOST_ACROSS ? count : Math.min(MOST_ACROSS, (count + 1) / 2);
    int lines = (count + across - 1) / across;
    @Nullable Panel[][] panels = new Panel[lines][across];
    for (int i = 0; i < count; i++) {
      panels[i / across][i % across] = panel(parameters.get(i), i % across == 0);
    }
    int components = result.model().components();
    int each = Math.min(420, 60 + Math.max(60, 34 * components));
    return Layout.figure(
        title,
        sized ? width : 80 + 270 * across,
        sized ? height : 90 + each * lines,
        panels,
        legend());
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight", result::weight, result::weightReplicates));
    for (int column : columns) {
      parameters.add(new Parameter(
          "mean of " + ScatterPlot.name(names, column),
          k -> result.mean(k, column),
          k -> result.meanReplicates(k, column)));
    }
    for (int column : columns) {
      parameters.add(new Parameter(
          "variance of " + ScatterPlot.name(names, column),
          k -> result.covariance(k, column, column),
          k -> result.covarianceReplicates(k, column, column)));
    }
    return parameters;
  }

  private Panel panel(Parameter parameter, boolean isFirst) {
    int components = result.model().components();
    List<IntervalEstimate> estimates =
        IntStream.range(0, components).mapToObj(parameter.estimate()).toList();
    List<double[]> replicates =
        IntStream.range(0, components).mapToObj(parameter.replicates()).toList();
    Range range = range(estimates, replicates);
    List<Layer> layers =
        List.of((g, projection) -> paint(g, projection, parameter.name(), estimates, replicates));
    Axis y = new Axis("", new Range(0, components), Axis.Ticks.NONE);
    return new Panel(
        parameter.name(),
        parameter.name() + ": " + describe(estimates),
        Axis.of("", range),
        y,
        Aspect.FREE,
        layers,
        isFirst
            ? new Panel.Labels(26, (g, projection) -> paintLabels(g, projection, components))
            : Panel.Labels.NONE);
  }

  private static String describe(List<IntervalEstimate> estimates) {
    List<String> parts = new ArrayList<>();
    for (IntervalEstimate each : estimates) {
      parts.add(Text.number(each.value()) + " from " + Text.number(each.lower()) + " to "
          + Text.number(each.upper()));
    }
    return String.join(", ", parts);
  }

  /** The intervals and a little more; a replicate far off would flatten all else. */
  private static Range range(List<IntervalEstimate> estimates, List<double[]> replicates) {
    double[] ends = estimates.stream()
        .flatMapToDouble(
            each -> Arrays.stream(new double[] {each.lower(), each.upper(), each.value()}))
        .toArray();
    double[] all = replicates.stream().flatMapToDouble(Arrays::stream).toArray();
    Range shown = Range.of(ends);
    Range wide = shown.grown(AROUND * shown.span());
    return shown.union(wide.intersection(shown.union(Range.of(all)))).padded();
  }

  private static void paint(
      Graphics2D g,
      Projection projection,
      String name,
      List<IntervalEstimate> estimates,
      List<double[]> replicates) {
    double each = projection.area().getHeight() / estimates.size();
    for (int k = 0; k < estimates.size(); k++) {
      int component = k;
      double top = projection.area().getY() + k * each;
      Color color = Palette.component(k);
      DrawingGroup.draw(g, name + " of component " + k, () -> {
        paintDistribution(g, projection, replicates.get(component), top, each, color);
        paintInterval(g, projection, estimates.get(component), top + INTERVAL * each, color);
      });
    }
  }

  private static void paintDistribution(
      Graphics2D g,
      Projection projection,
      double[] replicates,
      double top,
      double each,
      Color color) {
    Histogram histogram = Histogram.of(Samples.of(replicates, 1), 0);
    int bars = histogram.heights().length;
    double foot = top + FOOT * each;
    Path2D shape = new Path2D.Double();
    shape.moveTo(projection.x(histogram.left(0)), foot);
    for (int i = 0; i < bars; i++) {
      double y = foot - HIGHEST * each * histogram.heights()[i] / histogram.largest();
      shape.lineTo(projection.x(histogram.left(i)), y);
      shape.lineTo(projection.x(histogram.left(i + 1)), y);
    }
    shape.lineTo(projection.x(histogram.left(bars)), foot);
    shape.closePath();
    g.setColor(Palette.mix(Palette.BACKGROUND, color, 0.35));
    g.fill(shape);
  }

  private static void paintInterval(
      Graphics2D g, Projection projection, IntervalEstimate estimate, double y, Color color) {
    double lower = projection.x(estimate.lower());
    double upper = projection.x(estimate.upper());
    g.setColor(color);
    g.setStroke(Palette.solid(2));
    g.draw(new Line2D.Double(lower, y, upper, y));
    g.draw(new Line2D.Double(lower, y - DOT, lower, y + DOT));
    g.draw(new Line2D.Double(upper, y - DOT, upper, y + DOT));
    g.setColor(Palette.INK);
    g.fill(Mark.CIRCLE.at(projection.x(estimate.value()), y, DOT));
  }

  private static void paintLabels(Graphics2D g, Projection projection, int components) {
    double each = projection.area().getHeight() / components;
    g.setColor(Palette.INK);
    for (int k = 0; k < components; k++) {
      Text.draw(
          g,
          Integer.toString(k),
          Text.HEADING,
          projection.area().getX() - 8,
          projection.area().getY() + (k + FOOT) * each + 2,
          Text.Anchor.END);
    }
  }

  private Legend legend() {
    return new Legend()
        .note("lines: components")
        .mark("estimate", Palette.INK, Mark.CIRCLE, DOT)
        .line(
            Text.number(100 * result.confidence(), 6) + " % interval",
            Palette.component(0),
            Palette.solid(2))
        .area(
            result.replicates() + " replicates, " + result.method().label() + " bootstrap",
            Palette.mix(Palette.BACKGROUND, Palette.component(0), 0.35));
  }

  @Override
  ParameterBootstrapPlot self() {
    return this;
  }
}
