package dev.gmm4j.cli.fit;

import dev.gmm4j.ComponentDiagnostics;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.picture.FeatureSeparation;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.cli.picture.PictureKind;
import dev.gmm4j.cli.run.ProgramVersion;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A page about a fit that needs nothing but a browser: parameters, diagnostics and pictures. */
final class FitPage {
  private static final int DIGITS = 6;

  /** Of a standard deviation. */
  private static final double NOISE = 1e-9;

  /** Covariances of more numbers are left to the model file. */
  private static final long MOST_COVARIANCES = 20_000;

  private static final int MOST_MODEL_CHARACTERS = 500_000;

  private final String call;
  private final Picture picture;
  private final Dataset dataset;
  private final GaussianMixtureFit fit;
  private final GaussianMixture model;
  private final FitTable table;
  private final ModelFile file;
  private final HtmlPage page = new HtmlPage();

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
      FitTable table,
      ModelFile file) {
    this.call = call;
    this.picture = picture;
    this.dataset = dataset;
    this.fit = fit;
    this.model = fit.model();
    this.table = table;
    this.file = file;
  }

  /** Returns the page. */
  String toHtml() throws IOException {
    String title = picture.title().isEmpty()
        ? "Gaussian mixture of " + ModelPictures.fileName(dataset)
        : picture.title();
    page.tags("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>")
        // Nothing is fetched, whatever a browser or what is in the data has in mind.
        .tags("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'; img-src data:\"/>")
        .tags("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
        .element("title", title)
        .tags("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>")
        .element("h1", title);
    appendNotes();
    page.properties(table.summary().rows());
    appendPictures();
    appendComponents();
    appendFeatures();
    appendCovariances();
    appendEm();
    appendOrigin();
    return page.tags("</main>\n</body>\n</html>").toString();
  }

  private static String style() throws IOException {
    try (InputStream in = FitPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IOException("report.css is missing in the jar of gmm-cli");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void appendNotes() {
    List<String> notes = table.notes();
    if (!notes.isEmpty()) {
      page.tags("<ul class=\"notes\">");
      notes.forEach(note -> page.element("li", note));
      page.tags("</ul>");
    }
  }

  private void appendPictures() {
    page.element("h2", "Data and model");
    ModelPictures pictures = new ModelPictures(dataset, model);
    int shown = picture.axes().size();
    PageFigure.append(page, pictures.figure(picture, ""), PageFigure.caption(picture.kind()));
    if (shown != 1 && shown != 2) {
      Picture closest = new Picture(PictureKind.CONTOUR, FeatureSeparation.largest(model, 2), "");
      PageFigure.append(
          page,
          pictures.figure(closest, ""),
          "The two features in which the components lie farthest apart. "
              + PageFigure.caption(PictureKind.CONTOUR));
    }
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

  private void appendFeatures() {
    List<List<String>> means = new ArrayList<>();
    List<List<String>> deviations = new ArrayList<>();
    means.add(header());
    deviations.add(header());
    double[][] modelMeans = model.means();
    for (int j = 0; j < model.dimension(); j++) {
      List<String> mean = new ArrayList<>(List.of(dataset.columnNames().get(j)));
      List<String> deviation = new ArrayList<>(mean);
      for (int k = 0; k < model.components(); k++) {
        double sigma = Math.sqrt(model.covariances().get(k, j, j));
        mean.add(NumberText.quantity(withoutNoise(modelMeans[k][j], sigma), DIGITS, sigma));
        deviation.add(number(sigma));
      }
      means.add(mean);
      deviations.add(deviation);
    }
    page.element("h2", "Means").numbers(upright(means));
    page.element("h2", "Standard deviations").numbers(upright(deviations));
  }

  /** Returns a table turned so that it is rather long than wide. */
  private static List<List<String>> upright(List<List<String>> rows) {
    int columns = rows.get(0).size();
    if (columns <= rows.size()) {
      return rows;
    }
    return IntStream.range(0, columns)
        .mapToObj(j -> rows.stream().map(row -> row.get(j)).toList())
        .toList();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("feature"));
    for (int k = 0; k < model.components(); k++) {
      header.add("component " + k);
    }
    return header;
  }

  private void appendCovariances() {
    CovarianceType type = model.covarianceType();
    if (type == CovarianceType.DIAGONAL
        || type == CovarianceType.SPHERICAL
        || model.dimension() == 1) {
      return;
    }
    page.element("h2", "Covariances");
    int matrices = type == CovarianceType.TIED ? 1 : model.components();
    long numbers = (long) matrices * model.dimension() * model.dimension();
    if (numbers > MOST_COVARIANCES) {
      page.element(
          "p", numbers + " numbers are too many for a page; the model file has them (--output).");
      return;
    }
    for (int k = 0; k < matrices; k++) {
      boolean open = k == 0;
      page.tags(open ? "<details open=\"\">" : "<details>")
          .element("summary", matrices == 1 ? "of all components" : "of component " + k)
          .numbers(covariance(k))
          .tags("</details>");
    }
  }

  private List<List<String>> covariance(int component) {
    List<String> names = dataset.columnNames();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(names);
    rows.add(header);
    for (int i = 0; i < names.size(); i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (int j = 0; j < names.size(); j++) {
        row.add(number(model.covariances().get(component, i, j)));
      }
      rows.add(row);
    }
    return rows;
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

  private void appendOrigin() {
    page.element("h2", "The command").element("pre", call);
    String json = file.toJson();
    if (json.length() <= MOST_MODEL_CHARACTERS) {
      page.tags("<details>")
          .element("summary", "The model file, with all digits")
          .element("pre", json)
          .tags("</details>");
    }
    page.element("footer", ProgramVersion.line());
  }

  /** Rounds to zero what is left of it: it would be the longest number of a table. */
  private static double withoutNoise(double mean, double sigma) {
    return Math.abs(mean) < NOISE * sigma ? 0 : mean;
  }

  private static String number(double value) {
    return NumberText.quantity(value, DIGITS);
  }
}
