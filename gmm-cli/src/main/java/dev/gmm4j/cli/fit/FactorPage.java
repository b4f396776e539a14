package dev.gmm4j.cli.fit;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.RestartReport;
import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.cli.page.ModelFigures;
import dev.gmm4j.cli.page.PageFigure;
import dev.gmm4j.cli.picture.ImagePictures;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A page about a fit of factor analysers that needs nothing but a browser. */
final class FactorPage {
  private static final int DIGITS = 6;

  /** Loadings of more features are left to the model file. */
  private static final int MOST_FEATURES = 100;

  private final String call;
  private final Picture picture;
  private final Dataset dataset;
  private final FactorMixtureFit fit;
  private final FactorMixture model;
  private final FitSummary table;
  private final FactorModelFile file;
  private final HtmlPage page;

  /**
   * Creates a page.
   *
   * @param call the arguments of the command
   * @param picture what is to be drawn of data and model; images where it has their width
   * @param table the same for the terminal
   */
  FactorPage(
      String call,
      Picture picture,
      Dataset dataset,
      FactorMixtureFit fit,
      FitSummary table,
      FactorModelFile file) {
    this.call = call;
    this.picture = picture;
    this.dataset = dataset;
    this.fit = fit;
    this.model = fit.model();
    this.table = table;
    this.file = file;
    this.page = HtmlPage.of(
        picture.title().isEmpty()
            ? "Factor analysers of " + ModelPictures.fileName(dataset)
            : picture.title());
  }

  /** Returns the page. */
  String toHtml() {
    GaussianMixture mixture = file.toMixture();
    page.notes(table.notes()).properties(table.summary().rows());
    ModelFigures.append(
        page, new ModelPictures(dataset, file), picture, mixture, dataset.columnNames());
    if (picture.imageWidth() > 0) {
      appendImages();
    }
    appendFactors();
    MixtureSections sections = new MixtureSections(
        page,
        mixture,
        dataset.columnNames(),
        IntStream.range(0, model.components()).toArray());
    sections.appendFeatures();
    appendLoadings();
    appendEm();
    return page.origin(call, "The model file, with all digits", file.toJson()).end();
  }

  private void appendImages() {
    page.element("h2", "Images");
    PageFigure.append(
        page,
        ImagePictures.means(file.toMixture(), picture.imageWidth(), ""),
        "The mean of each component; dark where numbers are large.");
    PageFigure.append(
        page,
        ImagePictures.loadings(model, picture.imageWidth(), ""),
        "The loadings of each component's factors: grey is 0, darker what grows with the factor, lighter what falls.");
  }

  private void appendFactors() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("component", "weight", "factors", "explained"));
    for (int f = 0; f < model.factors(); f++) {
      header.add("factor " + (f + 1));
    }
    rows.add(header);
    for (int k = 0; k < model.components(); k++) {
      double[] shares = shares(k);
      List<String> row = new ArrayList<>(List.of(
          Integer.toString(k),
          NumberText.quantity(model.weights()[k], DIGITS),
          Integer.toString(model.factors(k)),
          percent(model.explainedVariance(k))));
      for (int f = 0; f < shares.length; f++) {
        row.add(f < model.factors(k) ? percent(shares[f]) : "");
      }
      rows.add(row);
    }
    page.element("h2", "Factors").numbers(rows);
    page.element(
        "p",
        "Covariances are " + CovarianceChoice.name(model.model())
            + ". Shares are of the sum of a component's variances: what its factors explain together, and each.");
  }

  /** Returns the share of a component's variance that each factor explains. */
  private double[] shares(int component) {
    double[][] loadings = model.loadings(component);
    double[] shares = new double[model.factors()];
    double sum = 0;
    for (double[] row : loadings) {
      for (int f = 0; f < shares.length; f++) {
        shares[f] += row[f] * row[f];
        sum += row[f] * row[f];
      }
    }
    double explained = model.explainedVariance(component);
    for (int f = 0; f < shares.length; f++) {
      shares[f] = sum == 0 ? 0 : shares[f] / sum * explained;
    }
    return shares;
  }

  private static String percent(double share) {
    return NumberText.fixed(100 * share, 1) + " %";
  }

  private void appendLoadings() {
    page.element("h2", "Loadings and noise");
    List<String> names = dataset.columnNames();
    if (names.size() > MOST_FEATURES) {
      page.element(
          "p",
          names.size() + " features are too many for a page; the model file has them (--output).");
      return;
    }
    int tables = model.model().hasCommonLoadings() ? 1 : model.components();
    for (int k = 0; k < tables; k++) {
      List<List<String>> rows = new ArrayList<>();
      List<String> header = new ArrayList<>(List.of("feature"));
      for (int f = 0; f < model.factors(k); f++) {
        header.add("factor " + (f + 1));
      }
      header.add("noise variance");
      rows.add(header);
      double[][] loadings = model.loadings(k);
      double[] noise = model.noiseVariances(k);
      for (int j = 0; j < noise.length; j++) {
        List<String> row = new ArrayList<>(List.of(names.get(j)));
        for (int f = 0; f < model.factors(k); f++) {
          row.add(NumberText.quantity(loadings[j][f], DIGITS));
        }
        row.add(NumberText.quantity(noise[j], DIGITS));
        rows.add(row);
      }
      page.tags(k == 0 ? "<details open=\"\">" : "<details>")
          .element(
              "summary", tables == 1 ? "of component 0; loadings are common" : "of component " + k)
          .numbers(rows)
          .tags("</details>");
    }
  }

  private void appendEm() {
    page.element("h2", "Expectation-maximization");
    PageFigure.append(
        page, ModelPictures.trace(restarts(fit), ""), "Total log-likelihood after each iteration.");
  }

  /** Returns the restarts as those of other fits, numbered from 0. */
  static List<RestartReport> restarts(FactorMixtureFit fit) {
    List<RestartReport> reports = new ArrayList<>();
    for (FactorMixtureFit.Restart restart : fit.restarts()) {
      reports.add(new RestartReport(
          reports.size(),
          restart.logLikelihoodTrace(),
          restart.iterations(),
          restart.converged(),
          List.of(),
          null));
    }
    return reports;
  }
}
