package dev.gmm4j.clustering;

/** Entropies of a table of counts, and the mutual information of its rows and columns, in natural units. */
final class LabelInformation {
  /** Probabilities this small, relative to the largest, add nothing to a sum of doubles. */
  private static final double NEGLIGIBLE = 1e-20;

  private final long[] rows;
  private final long[] columns;
  private final double total;
  private final double rowEntropy;
  private final double columnEntropy;
  private final double mutual;
  private final boolean isSame;

  LabelInformation(long[][] counts) {
    rows = new long[counts.length];
    columns = new long[counts[0].length];
    long sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i] += counts[i][j];
        columns[j] += counts[i][j];
        sum += counts[i][j];
      }
    }
    total = sum;
    rowEntropy = entropy(rows);
    columnEntropy = entropy(columns);
    double information = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        information += term((double) counts[i][j], (double) rows[i], (double) columns[j]);
      }
    }
    mutual = Math.max(0, information);
    isSame = isSame(counts);
  }

  /** Tells whether the two are the same partition: whether each row and each column has one count that is not 0, or none. */
  private boolean isSame(long[][] counts) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        if (counts[i][j] > 0 && (counts[i][j] != rows[i] || counts[i][j] != columns[j])) {
          return false;
        }
      }
    }
    return true;
  }

  private double entropy(long[] parts) {
    double entropy = 0;
    for (long part : parts) {
      if (part > 0) {
        entropy -= part / total * Math.log(part / total);
      }
    }
    return entropy;
  }

  /** Returns {@code n/N ln(N n / (a b))}. */
  private double term(double n, double a, double b) {
    return n == 0 ? 0 : n / total * Math.log(n * total / a / b);
  }

  /** Returns the mutual information. */
  double mutual() {
    return mutual;
  }

  /** Returns the entropy of the rows. */
  double rowEntropy() {
    return rowEntropy;
  }

  /** Returns the entropy of the columns. */
  double columnEntropy() {
    return columnEntropy;
  }

  /** Returns the share of the entropy of the rows that columns tell; 1 where there is nothing to tell. */
  double shareOfRows() {
    return rowEntropy == 0 ? 1 : Math.min(1, mutual / rowEntropy);
  }

  /** Returns the share of the entropy of the columns that rows tell; 1 where there is nothing to tell. */
  double shareOfColumns() {
    return columnEntropy == 0 ? 1 : Math.min(1, mutual / columnEntropy);
  }

  /** Returns the mutual information adjusted for chance. */
  double adjusted() {
    if (isSame) {
      return 1;
    }
    double expected = expectedMutual();
    double largest = 0.5 * (rowEntropy + columnEntropy);
    double denominator = largest - expected;
    // Sums that leave no other table: there is nothing that chance leaves open.
    return Math.abs(denominator) < Math.ulp(largest) ? 0 : (mutual - expected) / denominator;
  }

  /** Returns the mean of the mutual information over all tables of the same sums (Vinh, Epps and Bailey 2010). */
  private double expectedMutual() {
    double expected = 0;
    for (long a : rows) {
      for (long b : columns) {
        if (a > 0 && b > 0) {
          expected += expectedTerm((double) a, (double) b);
        }
      }
    }
    return expected;
  }

  /** Returns the mean of a term under the hypergeometric law, summed from its mode outwards. */
  private double expectedTerm(double a, double b) {
    double least = Math.max(0, a + b - total);
    double most = Math.min(a, b);
    double mode = Math.min(most, Math.max(least, Math.floor((a + 1) * (b + 1) / (total + 2))));
    double weights = 1;
    double sum = term(mode, a, b);
    double weight = 1;
    for (double n = mode; n < most && weight > NEGLIGIBLE; n++) {
      weight *= (a - n) * (b - n) / ((n + 1) * (total - a - b + n + 1));
      weights += weight;
      sum += weight * term(n + 1, a, b);
    }
    weight = 1;
    for (double n = mode; n > least && weight > NEGLIGIBLE; n--) {
      weight *= n * (total - a - b + n) / ((a - n + 1) * (b - n + 1));
      weights += weight;
      sum += weight * term(n - 1, a, b);
    }
    return sum / weights;
  }
}
