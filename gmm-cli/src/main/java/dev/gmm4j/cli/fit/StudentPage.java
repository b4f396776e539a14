package dev.gmm4j.cli.fit;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.page.ModelFigures;
import dev.gmm4j.cli.page.PageFigure;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.StudentModelFile;
import dev.gmm4j.student.StudentMixture;
import dev.gmm4j.student.StudentMixtureFit;
import dev.gmm4j.student.StudentRestart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A page about a fit of t distributions that needs nothing but a browser. */
final class StudentPage {
  private static final int DIGITS = 6;

  private final String call;
  private final Picture picture;
  private final Dataset dataset;
  private final StudentMixtureFit fit;
  private final FitSummary table;
  private final StudentModelFile file;
  private final HtmlPage page;

  /**
   * Creates a page.
   *
   * @param call the arguments of the command
   * @param picture what is to be drawn of data and model
   * @param table the same for the terminal
   */
  StudentPage(
      String call,
      Picture picture,
      Dataset dataset,
      StudentMixtureFit fit,
      FitSummary table,
      StudentModelFile file) {
    this.call = call;
    this.picture = picture;
    this.dataset = dataset;
    this.fit = fit;
    this.table = table;
    this.file = file;
    this.page = HtmlPage.of(
        picture.title().isEmpty()
            ? "Mixture of t distributions of " + ModelPictures.fileName(dataset)
            : picture.title());
  }

  /** Returns the page. */
  String toHtml() {
    StudentMixture model = fit.model();
    GaussianMixture scales = model.withGaussianComponents();
    page.notes(table.notes()).properties(table.summary().rows());
    ModelFigures.appendOfTails(page, new ModelPictures(dataset, model), picture, scales);
    appendComponents();
    MixtureSections sections = new MixtureSections(
        page,
        MixtureSections.Headings.STUDENT,
        scales,
        dataset.columnNames(),
        IntStream.range(0, model.components()).toArray());
    sections.appendFeatures();
    sections.appendCovariances();
    appendEm();
    return page.origin(call, "The model file, with all digits", file.toJson()).end();
  }

  private void appendComponents() {
    double[] weights = fit.model().weights();
    double[] counts = fit.effectiveCounts();
    double[] degreesOfFreedom = fit.model().degreesOfFreedom();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("component", "weight", "effective count", "degrees of freedom"));
    for (int k = 0; k < weights.length; k++) {
      rows.add(List.of(
          Integer.toString(k),
          NumberText.quantity(weights[k], DIGITS),
          NumberText.fixed(counts[k], 1),
          NumberText.significant(degreesOfFreedom[k], 4)));
    }
    page.element("h2", "Components").numbers(rows);
    page.element(
        "p",
        "The fewer degrees of freedom, the heavier the tails. The covariance of a component with \u03bd > 2 of them is"
            + " \u03bd/(\u03bd - 2) times its scale matrix; scales are the square roots of the diagonal of that.");
  }

  private void appendEm() {
    page.element("h2", "Expectation-maximization");
    PageFigure.append(
        page,
        ModelPictures.studentTrace(fit.restarts(), ""),
        "Total log-likelihood after each iteration.");
    if (fit.restarts().size() > 1) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("restart", "iterations", "log-likelihood", "below the best", "end"));
      fit.restarts().forEach(restart -> rows.add(row(restart)));
      page.numbers(rows);
    }
  }

  private List<String> row(StudentRestart restart) {
    boolean failed = restart.failure() != null;
    return List.of(
        Integer.toString(restart.index() + 1),
        Integer.toString(restart.iterations()),
        failed ? "" : NumberText.fixed(restart.logLikelihood(), 3),
        failed ? "" : NumberText.significant(fit.logLikelihood() - restart.logLikelihood(), 3),
        failed ? "failed" : restart.converged() ? "converged" : "not converged");
  }
}
