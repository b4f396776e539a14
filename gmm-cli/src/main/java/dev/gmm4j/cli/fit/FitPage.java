package dev.gmm4j.cli.fit;

import dev.gmm4j.ComponentDiagnostics;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.page.ModelFigures;
import dev.gmm4j.cli.page.PageFigure;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A page about a fit that needs nothing but a browser: parameters, diagnostics and pictures. */
final class FitPage {
  private static final int DIGITS = 6;

  private final String call;
  private final Picture picture;
  private final Dataset dataset;
  private final GaussianMixtureFit fit;
  private final GaussianMixture model;
  private final FitSummary table;
  private final ModelFile file;
  private final HtmlPage page;

  /**
   * Creates a page.
   *
   * @param call the arguments of the command
   * @param picture what is to be drawn of data and model
   * @param table the same for the terminal
   */
  FitPage(
      String call,
      Picture picture,
      Dataset dataset,
      GaussianMixtureFit fit,
      FitSummary table,
      ModelFile file) {
    this.call = call;
    this.picture = picture;
    this.dataset = dataset;
    this.fit = fit;
    this.model = fit.model();
    this.table = table;
    this.file = file;
    this.page = HtmlPage.of(
        picture.title().isEmpty()
            ? "Gaussian mixture of " + ModelPictures.fileName(dataset)
            : picture.title());
  }

  /** Returns the page. */
  String toHtml() {
    page.notes(table.notes()).properties(table.summary().rows());
    ModelFigures.append(
        page,
        new ModelPictures(dataset, model).trimmed(fit.trimmed()),
        picture,
        model,
        dataset.columnNames());
    appendComponents();
    MixtureSections sections = new MixtureSections(
        page,
        model,
        dataset.columnNames(),
        IntStream.range(0, model.components()).toArray());
    sections.appendFeatures();
    sections.appendCovariances();
    appendEm();
    return page.origin(call, "The model file, with all digits", file.toJson()).end();
  }

  private void appendComponents() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(
        "component",
        "weight",
        "effective count",
        "condition number",
        "smallest eigenvalue",
        "repairs"));
    for (ComponentDiagnostics component : fit.diagnostics()) {
      rows.add(List.of(
          Integer.toString(component.component()),
          number(component.weight()),
          NumberText.fixed(component.effectiveCount(), 1),
          NumberText.significant(component.conditionNumber(), 3),
          NumberText.significant(component.smallestEigenvalue(), 3),
          Integer.toString(component.events().size())));
    }
    page.element("h2", "Components").numbers(rows);
  }

  private void appendEm() {
    page.element("h2", "Expectation-maximization");
    PageFigure.append(
        page,
        ModelPictures.trace(fit.restarts(), ""),
        "Total log-likelihood after each iteration.");
    double fall = fit.bestRestart().largestDecrease();
    page.element(
        "p",
        fall == 0
            ? "The log-likelihood never fell."
            : "The largest fall of the log-likelihood in an iteration was "
                + NumberText.significant(fall, 3) + ".");
    if (fit.restarts().size() > 1) {
      page.numbers(restarts());
    }
    if (!fit.moves().isEmpty()) {
      page.element(
          "p", "Moves of the search, in the order in which they were tried; log-likelihood a row.");
      page.numbers(moves());
    }
  }

  private List<List<String>> moves() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("merged", "split", "before", "after", "end"));
    for (SearchMove move : fit.moves()) {
      rows.add(List.of(
          move.isSwap() ? move.merged() + " dropped" : move.merged() + ", " + move.with(),
          split(move),
          NumberText.fixed(move.before(), 5),
          NumberText.fixedOrDash(move.after(), 5),
          move.accepted() ? "kept" : "not kept"));
    }
    return rows;
  }

  private static String split(SearchMove move) {
    if (move.isSwap()) {
      return "at a row of " + move.split();
    }
    return move.split() == move.merged() ? "the two anew" : Integer.toString(move.split());
  }

  private List<List<String>> restarts() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("restart", "iterations", "log-likelihood", "below the best", "end"));
    for (RestartReport restart : fit.restarts()) {
      boolean failed = restart.failure() != null;
      rows.add(List.of(
          Integer.toString(restart.index() + 1),
          Integer.toString(restart.iterations()),
          failed ? "" : NumberText.fixed(restart.logLikelihood(), 3),
          failed ? "" : NumberText.significant(fit.logLikelihood() - restart.logLikelihood(), 3),
          failed ? "failed" : restart.converged() ? "converged" : "not converged"));
    }
    return rows;
  }

  private static String number(double value) {
    return NumberText.quantity(value, DIGITS);
  }
}
