package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The log-likelihood after each iteration of all restarts of a fit, the best one in colour. */
public final class TracePlot extends Plot<TracePlot> {
  private static final double END_RADIUS = 3.5;
  private static final int FEW = 60;

  private final List<RestartReport> restarts;
  private final List<RestartReport> drawn;
  private final RestartReport best;
  private String quantity = "log-likelihood";

  private TracePlot(List<RestartReport> restarts) {
    super(680, 420);
    this.restarts = List.copyOf(restarts);
    this.drawn = restarts.stream().filter(restart -> restart.failure() == null).toList();
    check(!drawn.isEmpty(), "restarts must have at least 1 that did not fail, but had 0");
    RestartReport highest = drawn.get(0);
    for (RestartReport restart : drawn) {
      highest = restart.logLikelihood() > highest.logLikelihood() ? restart : highest;
    }
    this.best = highest;
  }

  /** Returns a plot of a fit. */
  public static TracePlot of(GaussianMixtureFit fit) {
    return of(fit.restarts());
  }

  /**
   * Returns a plot of restarts.
   *
   * @throws IllegalArgumentException if there is none that did not fail
   */
  public static TracePlot of(List<RestartReport> restarts) {
    return new TracePlot(restarts);
  }

  /** Names what the traces are of; default {@code log-likelihood}. */
  public TracePlot quantity(String newQuantity) {
    quantity = newQuantity;
    return this;
  }

  @Override
  Figure draw() {
    int longest =
        drawn.stream().mapToInt(restart -> restart.trace().size() - 1).max().orElse(0);
    double[] values = drawn.stream()
        .flatMap(restart -> restart.trace().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
    List<Layer> layers = new ArrayList<>();
    for (RestartReport restart : drawn) {
      if (restart.index() != best.index()) {
        layers.add((g, projection) -> paint(g, projection, restart));
      }
    }
    layers.add((g, projection) -> paint(g, projection, best));
    Panel panel = new Panel(
        "",
        quantity + " of " + drawn.size() + " restarts over " + longest + " iterations",
        new Axis(
            "iteration",
            new Range(-0.02 * Math.max(1, longest), 1.03 * Math.max(1, longest)),
            Axis.Ticks.INTEGERS),
        Axis.of(quantity, Range.of(values).padded()),
        Aspect.FREE,
        layers);
    return Layout.figure(title, width, height, panel, legend());
  }

  private void paint(Graphics2D g, Projection projection, RestartReport restart) {
    boolean isBest = restart.index() == best.index();
    int last = restart.trace().size() - 1;
    double[] xs = IntStream.rangeClosed(0, last).asDoubleStream().toArray();
    double[] ys = restart.trace().stream().mapToDouble(Double::doubleValue).toArray();
    DrawingGroup.draw(g, "restart " + restart.index(), () -> {
      g.setColor(isBest ? Palette.component(0) : Palette.translucent(Palette.MUTED, 0.6));
      g.setStroke(Palette.solid(isBest ? 2.2 : 1.1));
      g.draw(projection.line(xs, ys));
      double radius = isBest ? END_RADIUS : 0.7 * END_RADIUS;
      if (isBest && last <= FEW) {
        for (int i = 0; i < last; i++) {
          g.fill(Mark.CIRCLE.at(projection.x(i), projection.y(ys[i]), 0.6 * radius));
        }
      }
      g.fill((restart.converged() ? Mark.CIRCLE : Mark.DIAMOND)
          .at(projection.x(last), projection.y(ys[last]), radius));
    });
  }

  private Legend legend() {
    Legend legend = new Legend();
    legend.line(
        (drawn.size() == 1 ? "restart " : "best restart, ") + best.index() + ": "
            + Text.number(best.logLikelihood(), 7),
        Palette.component(0),
        Palette.solid(2.2));
    if (drawn.size() > 1) {
      legend.line(
          drawn.size() == 2 ? "the other restart" : "the other " + (drawn.size() - 1) + " restarts",
          Palette.translucent(Palette.MUTED, 0.6),
          Palette.solid(1.1));
    }
    if (drawn.stream().anyMatch(RestartReport::converged)) {
      legend.mark("converged", Palette.MUTED, Mark.CIRCLE, END_RADIUS);
    }
    if (!drawn.stream().allMatch(RestartReport::converged)) {
      legend.mark("not converged", Palette.MUTED, Mark.DIAMOND, END_RADIUS);
    }
    int failed = restarts.size() - drawn.size();
    if (failed > 0) {
      legend.note(failed + (failed == 1 ? " restart failed" : " restarts failed"));
    }
    return legend;
  }

  @Override
  TracePlot self() {
    return this;
  }
}
