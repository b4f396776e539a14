package dev.gmm4j.cli.fit;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.page.HtmlPage;
import dev.gmm4j.covariance.CovarianceType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The parts of a page that tell the parameters of a mixture. */
final class MixtureSections {
  private static final int DIGITS = 6;

  /** Of a standard deviation. */
  private static final double NOISE = 1e-9;

  /** Covariances of more numbers are left to the model file. */
  private static final long MOST_COVARIANCES = 20_000;

  /** What the parameters are called. */
  enum Headings {
    GAUSSIAN("Means", "Standard deviations", "Covariances"),
    STUDENT("Locations", "Scales", "Scale matrices");

    private final String means;
    private final String deviations;
    private final String covariances;

    Headings(String means, String deviations, String covariances) {
      this.means = means;
      this.deviations = deviations;
      this.covariances = covariances;
    }
  }

  private final HtmlPage page;
  private final Headings headings;
  private final GaussianMixture model;
  private final List<String> names;
  private final int[] components;

  /**
   * Creates what appends them to a page.
   *
   * @param names those of the features
   * @param components those that are told of, ascending
   */
  MixtureSections(HtmlPage page, GaussianMixture model, List<String> names, int... components) {
    this(page, Headings.GAUSSIAN, model, names, components);
  }

  /** Creates the same under given headings. */
  MixtureSections(
      HtmlPage page,
      Headings headings,
      GaussianMixture model,
      List<String> names,
      int... components) {
    this.page = page;
    this.headings = headings;
    this.model = model;
    this.names = names;
    this.components = components;
  }

  /** Appends means and standard deviations. */
  void appendFeatures() {
    List<List<String>> means = new ArrayList<>();
    List<List<String>> deviations = new ArrayList<>();
    means.add(header());
    deviations.add(header());
    double[][] modelMeans = model.means();
    for (int j = 0; j < model.dimension(); j++) {
      List<String> mean = new ArrayList<>(List.of(names.get(j)));
      List<String> deviation = new ArrayList<>(mean);
      for (int k : components) {
        double sigma = Math.sqrt(model.covariances().get(k, j, j));
        mean.add(NumberText.quantity(withoutNoise(modelMeans[k][j], sigma), DIGITS, sigma));
        deviation.add(NumberText.quantity(sigma, DIGITS));
      }
      means.add(mean);
      deviations.add(deviation);
    }
    page.element("h2", headings.means).numbers(upright(means));
    page.element("h2", headings.deviations).numbers(upright(deviations));
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
    for (int k : components) {
      header.add("component " + k);
    }
    return header;
  }

  /** Appends covariances, where the standard deviations do not tell all. */
  void appendCovariances() {
    CovarianceType type = model.covarianceType();
    if (type == CovarianceType.DIAGONAL
        || type == CovarianceType.SPHERICAL
        || model.dimension() == 1) {
      return;
    }
    page.element("h2", headings.covariances);
    boolean isTied = type == CovarianceType.TIED;
    long matrices = isTied ? 1 : components.length;
    long numbers = matrices * model.dimension() * model.dimension();
    if (numbers > MOST_COVARIANCES) {
      page.element(
          "p", numbers + " numbers are too many for a page; the model file has them (--output).");
      return;
    }
    for (int i = 0; i < matrices; i++) {
      int k = components[i];
      page.tags(i == 0 ? "<details open=\"\">" : "<details>")
          .element(
              "summary",
              isTied || model.components() == 1 ? "of all components" : "of component " + k)
          .numbers(covariance(k))
          .tags("</details>");
    }
  }

  private List<List<String>> covariance(int component) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(names);
    rows.add(header);
    for (int i = 0; i < names.size(); i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (int j = 0; j < names.size(); j++) {
        row.add(NumberText.quantity(model.covariances().get(component, i, j), DIGITS));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Rounds to zero what is left of it: it would be the longest number of a table. */
  private static double withoutNoise(double mean, double sigma) {
    return Math.abs(mean) < NOISE * sigma ? 0 : mean;
  }
}
