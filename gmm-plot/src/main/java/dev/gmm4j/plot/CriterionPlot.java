package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A criterion such as BIC against the number of components, a line for each covariance model, the best model ringed.
 */
public final class CriterionPlot extends Plot<CriterionPlot> {
  private static final double RADIUS = 3.5;

  private final String criterion;
  private final List<Curve> curves = new ArrayList<>();
  private double sign = 1;
  private String against = "components";
  private boolean focused;
  private boolean ringed = true;
  private @Nullable Choice choice;

  /** A point of the first line to ring in place of the best. */
  private record Choice(String name, int components) {}

  /** The point that was chosen by more than its value. */
  private @Nullable Choice winner;

  private record Curve(String name, int[] components, double[] values) {}

  private record Best(int curve, int index) {}

  private CriterionPlot(String criterion) {
    super(680, 440);
    this.criterion = criterion;
  }

  /** Returns a plot of a criterion, without curves yet; the smallest value is the best. */
  public static CriterionPlot of(String criterion) {
    return new CriterionPlot(criterion);
  }

  /**
   * Adds a line.
   *
   * @param name of the covariance model
   * @param components ascending numbers of components
   * @param values the criterion for each; NaN where there is no model, which leaves a gap
   * @throws IllegalArgumentException if the lengths differ, there is no finite value, or the numbers do not ascend
   */
  public CriterionPlot curve(String name, int[] components, double[] values) {
    check(
        components.length == values.length,
        "values must be as many as components = %d, but were %d",
        components.length,
        values.length);
    check(
        IntStream.range(0, values.length).anyMatch(i -> Double.isFinite(values[i])),
        "values of %s must have at least 1 finite number, but had 0",
        name);
    for (int i = 1; i < components.length; i++) {
      check(
          components[i] > components[i - 1],
          "components must ascend, but components[%d] = %d and components[%d] = %d",
          i - 1,
          components[i - 1],
          i,
          components[i]);
    }
    double[] finite = values.clone();
    for (int i = 0; i < finite.length; i++) {
      finite[i] = Double.isFinite(finite[i]) ? finite[i] : Double.NaN;
    }
    curves.add(new Curve(name, components.clone(), finite));
    return this;
  }

  /** Makes the largest value the best one, as with a log-likelihood of samples held out. */
  public CriterionPlot largestIsBest() {
    sign = -1;
    return this;
  }

  /** Names what is counted; default {@code components}. */
  public CriterionPlot against(String what) {
    against = what;
    return this;
  }

  /**
   * Shows the best three quarters of the values where the others would take more than half of the height. Lines leave
   * the frame, and the legend says so of those that lie outside altogether.
   */
  public CriterionPlot focused() {
    focused = true;
    return this;
  }

  /**
   * Rings a point of the first line in place of the best value.
   *
   * @param name what the point is, for the legend
   * @throws IllegalArgumentException when it is drawn, if the first line has no value there
   */
  public CriterionPlot ring(String name, int components) {
    choice = new Choice(name, components);
    return this;
  }

  /**
   * Rings a point as the best though others may have better values, which are not to be believed.
   *
   * @param name of its line
   * @throws IllegalArgumentException when it is drawn, if there is no such line or it has no value there
   */
  public CriterionPlot best(String name, int components) {
    winner = new Choice(name, components);
    return this;
  }

  /** Rings nothing. */
  public CriterionPlot noRing() {
    ringed = false;
    return this;
  }

  @Override
  Figure draw() {
    check(!curves.isEmpty(), "curves must be at least 1, but were 0");
    List<Curve> drawn = List.copyOf(curves);
    Best best = ringed(drawn);
    int[] all = drawn.stream().flatMapToInt(c -> IntStream.of(c.components())).toArray();
    double[] values = drawn.stream()
        .flatMapToDouble(c -> Arrays.stream(c.values()))
        .filter(Double::isFinite)
        .toArray();
    int min = IntStream.of(all).min().orElseThrow();
    int max = IntStream.of(all).max().orElseThrow();
    double room = Math.max(0.4, 0.04 * (max - min));
    List<Layer> layers = new ArrayList<>();
    for (int c = 0; c < drawn.size(); c++) {
      int index = c;
      layers.add((g, projection) -> paint(g, projection, drawn.get(index), index));
    }
    Curve winner = drawn.get(best.curve());
    Range range = focused ? focus(values) : Range.of(values);
    String named = choice == null
        ? "best: " + describe(winner, best.index())
        : choice.name() + ": " + choice.components();
    if (ringed) {
      layers.add((g, projection) -> ring(g, projection, winner, best.index()));
    }
    Panel panel = new Panel(
        "",
        criterion + " against the number of " + against + (ringed ? ", " + named : "")
            + outside(drawn, range),
        new Axis(against, new Range(min - room, max + room), Axis.Ticks.INTEGERS),
        Axis.of(criterion, range.padded()),
        Aspect.FREE,
        layers);
    return Layout.figure(title, width, height, panel, legend(drawn, range, named));
  }

  private Best ringed(List<Curve> drawn) {
    if (choice != null) {
      return chosen(drawn, 0, choice.components());
    }
    Choice named = winner;
    if (named == null) {
      return best(drawn);
    }
    List<String> names = drawn.stream().map(Curve::name).toList();
    check(
        names.contains(named.name()),
        "the best must be of one of the lines %s, but was of %s",
        names,
        named.name());
    return chosen(drawn, names.indexOf(named.name()), named.components());
  }

  private static Best chosen(List<Curve> drawn, int index, int components) {
    Curve curve = drawn.get(index);
    for (int i = 0; i < curve.components().length; i++) {
      if (curve.components()[i] == components && !Double.isNaN(curve.values()[i])) {
        return new Best(index, i);
      }
    }
    throw new IllegalArgumentException(
        curve.name() + " must have a value of " + components + ", but has none");
  }

  /** Returns the range of the best three quarters and a little more, if that is less than half of all. */
  private Range focus(double[] values) {
    double[] sorted = Arrays.stream(values).map(value -> sign * value).sorted().toArray();
    double best = sorted[0];
    double worst = best + 1.2 * (sorted[3 * (sorted.length - 1) / 4] - best);
    return worst > best && worst - best < 0.5 * (sorted[sorted.length - 1] - best)
        ? Range.of(sign * best, sign * worst)
        : Range.of(values);
  }

  private static String describe(Curve curve, int index) {
    return curve.name() + ", " + curve.components()[index];
  }

  private Best best(List<Curve> drawn) {
    Best best = new Best(0, 0);
    double smallest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < drawn.size(); c++) {
      for (int i = 0; i < drawn.get(c).values().length; i++) {
        if (sign * drawn.get(c).values()[i] < smallest) {
          smallest = sign * drawn.get(c).values()[i];
          best = new Best(c, i);
        }
      }
    }
    return best;
  }

  private static void paint(Graphics2D g, Projection projection, Curve curve, int index) {
    Color color = Palette.component(index);
    Mark mark = mark(index);
    double[] xs = IntStream.of(curve.components()).asDoubleStream().toArray();
    DrawingGroup.draw(g, curve.name(), () -> {
      g.setColor(color);
      // Dashed where colours come again.
      g.setStroke(index < Palette.size() ? Palette.solid(1.8) : Palette.dashed(1.8));
      g.draw(projection.line(xs, curve.values()));
      for (int i = 0; i < xs.length; i++) {
        if (!Double.isNaN(curve.values()[i])) {
          g.fill(mark.at(projection.x(xs[i]), projection.y(curve.values()[i]), RADIUS));
        }
      }
    });
  }

  /** Lines that cross are told apart by marks as well. */
  private static Mark mark(int index) {
    Mark[] marks = Mark.values();
    return marks[(index + index / Palette.size()) % marks.length];
  }

  private static void ring(Graphics2D g, Projection projection, Curve curve, int index) {
    double x = projection.x(curve.components()[index]);
    double y = projection.y(curve.values()[index]);
    DrawingGroup.draw(g, "best", () -> {
      g.setColor(Palette.INK);
      g.setStroke(Palette.solid(1.6));
      g.draw(Mark.CIRCLE.at(x, y, 2.2 * RADIUS));
    });
  }

  private static boolean isSeen(Curve curve, Range range) {
    return Arrays.stream(curve.values()).anyMatch(range::contains);
  }

  private static String outside(List<Curve> drawn, Range range) {
    String names = drawn.stream()
        .filter(curve -> !isSeen(curve, range))
        .map(Curve::name)
        .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "; outside the frame: " + names;
  }

  private Legend legend(List<Curve> drawn, Range range, String ring) {
    Legend legend = new Legend();
    for (int c = 0; c < drawn.size(); c++) {
      Curve curve = drawn.get(c);
      legend.mark(
          curve.name() + (isSeen(curve, range) ? "" : " (outside)"),
          Palette.component(c),
          mark(c),
          RADIUS + 0.5);
    }
    return ringed ? legend.ring(ring, Palette.INK, 6) : legend;
  }

  @Override
  CriterionPlot self() {
    return this;
  }
}
