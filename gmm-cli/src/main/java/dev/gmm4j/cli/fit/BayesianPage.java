package dev.gmm4j.cli.fit;

import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.BayesianRestart;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.Occupancy;
import dev.gmm4j.bayesian.PosteriorIntervals;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.page.ModelFigures;
import dev.gmm4j.cli.page.PageFigure;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.cli.picture.PosteriorPictures;
import dev.gmm4j.distribution.Interval;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A page about a Bayesian fit that needs nothing but a browser; components without samples are left out of its tables. */
final class BayesianPage {
  private static final double PROBABILITY = 0.95;
  private static final int DIGITS = 6;

  /** Intervals of more numbers are left out. */
  private static final long MOST_INTERVALS = 2000;

  private final String call;
  private final Picture picture;
  private final Dataset dataset;
  private final BayesianMixtureFit fit;
  private final MixturePosterior posterior;
  private final FitSummary table;
  private final ModelFile file;
  private final HtmlPage page;

  /**
   * Creates a page.
   *
   * @param call the arguments of the command
   * @param picture what is to be drawn of data and model
   * @param posterior that of the fit, with components in the order in which they are written
   * @param table the same for the terminal
   */
  BayesianPage(
      String call,
      Picture picture,
      Dataset dataset,
      BayesianMixtureFit fit,
      MixturePosterior posterior,
      FitSummary table,
      ModelFile file) {
    this.call = call;
    this.picture = picture;
    this.dataset = dataset;
    this.fit = fit;
    this.posterior = posterior;
    this.table = table;
    this.file = file;
    this.page = HtmlPage.of(
        picture.title().isEmpty()
            ? "Bayesian mixture of " + ModelPictures.fileName(dataset)
            : picture.title());
  }

  /** Returns the page. */
  String toHtml() {
    page.notes(table.notes()).properties(table.summary().rows());
    ModelPictures pictures =
        PosteriorPictures.of(dataset, file.model(), posterior, FitPictures.DRAWS);
    ModelFigures.append(page, pictures, picture, file.model(), dataset.columnNames());
    page.element(
        "p",
        "Thin lines are " + FitPictures.DRAWS
            + " mixtures drawn from the posterior: how far they lie apart is how little the samples tell of a component.");
    Occupancy occupancy = posterior.occupancy();
    int[] occupied =
        IntStream.range(0, posterior.components()).filter(occupancy::isOccupied).toArray();
    appendComponents(occupied);
    appendIntervals(occupied);
    MixtureSections sections =
        new MixtureSections(page, file.model(), dataset.columnNames(), occupied);
    if (occupied.length > 0) {
      sections.appendFeatures();
      sections.appendCovariances();
    }
    appendIterations();
    return page.origin(call, "The model file, with all digits", file.toJson()).end();
  }

  private void appendComponents(int... occupied) {
    PosteriorIntervals intervals = posterior.intervals(PROBABILITY);
    double[] weights = posterior.weights().expectedWeights();
    double[] counts = posterior.effectiveCounts();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("component", "weight", "95 % from", "95 % to", "effective count"));
    for (int k : occupied) {
      Interval weight = intervals.weight(k);
      rows.add(List.of(
          Integer.toString(k),
          NumberText.quantity(weights[k], DIGITS),
          NumberText.fixed(weight.low(), 4),
          NumberText.fixed(weight.high(), 4),
          NumberText.fixed(counts[k], 1)));
    }
    page.element("h2", "Components").numbers(rows);
  }

  private void appendIntervals(int... occupied) {
    if ((long) occupied.length * posterior.dimension() > MOST_INTERVALS) {
      return;
    }
    PosteriorIntervals intervals = posterior.intervals(PROBABILITY);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(
        "feature",
        "component",
        "mean from",
        "mean to",
        "standard deviation from",
        "standard deviation to"));
    for (int j = 0; j < posterior.dimension(); j++) {
      for (int k : occupied) {
        Interval mean = intervals.mean(k, j);
        Interval variance = intervals.variance(k, j);
        rows.add(List.of(
            dataset.columnNames().get(j),
            Integer.toString(k),
            NumberText.quantity(mean.low(), DIGITS),
            NumberText.quantity(mean.high(), DIGITS),
            NumberText.quantity(Math.sqrt(variance.low()), DIGITS),
            NumberText.quantity(Math.sqrt(variance.high()), DIGITS)));
      }
    }
    page.element("h2", "Credible intervals of 95 %").numbers(rows);
  }

  private void appendIterations() {
    page.element("h2", "Variational inference");
    PageFigure.append(
        page,
        ModelPictures.elboTrace(fit.restarts(), ""),
        "Evidence lower bound (ELBO) after each iteration, in nats.");
    double fall = fit.restarts().get(fit.bestRestart()).largestDecrease();
    page.element(
        "p",
        fall == 0
            ? "The bound never fell."
            : "The largest fall of the bound in an iteration was " + NumberText.significant(fall, 3)
                + ".");
    if (fit.restarts().size() > 1) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("restart", "iterations", "ELBO", "below the best", "end"));
      for (BayesianRestart restart : fit.restarts()) {
        rows.add(List.of(
            Integer.toString(restart.index() + 1),
            Integer.toString(restart.iterations()),
            NumberText.fixed(restart.elbo(), 3),
            NumberText.significant(fit.elbo() - restart.elbo(), 3),
            restart.converged() ? "converged" : "not converged"));
      }
      page.numbers(rows);
    }
  }
}
