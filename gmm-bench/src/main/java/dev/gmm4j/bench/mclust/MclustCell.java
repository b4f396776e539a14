package dev.gmm4j.bench.mclust;

import dev.gmm4j.covariance.CovarianceModel;

/**
 * What mclust found for one model and number of components.
 *
 * @param logLikelihood where it stops by default; NaN if it has none
 * @param bic of that in our sign, lower is better; NaN if it has none
 * @param limit log-likelihood with a tolerance of 1e-10; NaN if it has none
 */
record MclustCell(
    CovarianceModel model, int components, double logLikelihood, double bic, double limit) {
  private static final int CELLS = 5;

  /** Reads a line that compare.R has written. */
  static MclustCell parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != CELLS) {
      throw new IllegalArgumentException("a line has 5 cells, but was " + line);
    }
    return new MclustCell(
        model(cells[0]),
        Integer.parseInt(cells[1]),
        number(cells[2]),
        number(cells[3]),
        number(cells[4]));
  }

  /** Returns the model of mclust's name; of one feature it has only equal and varying variances. */
  private static CovarianceModel model(String name) {
    return switch (name) {
      case "E" -> CovarianceModel.EII;
      case "V" -> CovarianceModel.VII;
      default -> CovarianceModel.valueOf(name);
    };
  }

  private static double number(String cell) {
    return cell.equals("NA") ? Double.NaN : Double.parseDouble(cell);
  }

  /** Returns the higher of mclust's log-likelihoods, or NaN. */
  double highest() {
    return Double.isNaN(limit) ? logLikelihood : Math.max(limit, logLikelihood);
  }
}
