package dev.gmm4j.em;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Damped Anderson mixing with restarts (Henderson and Varadhan 2019, DAAREM): of the last parameters {@code θ} with steps of
 * EM {@code f = F(θ) - θ} and their differences {@code ΔΘ}, {@code ΔF}, proposes {@code θ + f - (ΔΘ + ΔF) γ} with the
 * {@code γ} of least {@code |f - ΔF γ|² + λ |γ|²}.
 *
 * <p>The damping {@code λ} gives {@code |γ|²} a share of what it would be without, which nears 1 as proposals are accepted.
 * After {@value #ORDER} proposals all differences are forgotten and a step of EM is taken.
 */
final class Anderson implements Accelerator {
  private static final int ORDER = 5;
  private static final double DAMPING_BASE = 1.2;
  private static final double HALF_DAMPED = 25;
  private static final int BISECTIONS = 60;

  /** A step of EM comes only once in a cycle, stirred up by what was before it: its gain alone tells no rate. */
  private static final double CAUTIOUS_RATE = 0.999;

  private final ParameterVectors space;
  private final List<double[]> changes = new ArrayList<>();
  private final List<double[]> turns = new ArrayList<>();
  private double acceptances;
  private double @Nullable [] previous;
  private double @Nullable [] previousStep;

  Anderson(ParameterVectors space, double trust) {
    this.space = space;
    acceptances = trust;
  }

  @Override
  public @Nullable MixtureParameters propose(MixtureParameters current, MixtureParameters next) {
    double[] at = space.vector(current);
    double[] step = space.vector(next);
    for (int i = 0; i < step.length; i++) {
      step[i] -= at[i];
    }
    if (turns.size() == ORDER) {
      reset();
      return null;
    }
    double[] before = previous;
    double[] stepBefore = previousStep;
    previous = at;
    previousStep = step;
    if (before == null || stepBefore == null) {
      return null;
    }
    changes.add(difference(at, before));
    turns.add(difference(step, stepBefore));
    double[] mixing = mixing(step);
    double[] proposal = at.clone();
    for (int i = 0; i < proposal.length; i++) {
      proposal[i] += step[i];
      for (int m = 0; m < mixing.length; m++) {
        proposal[i] -= (changes.get(m)[i] + turns.get(m)[i]) * mixing[m];
      }
    }
    return space.parameters(proposal, current);
  }

  /** Returns {@code γ}, damped. */
  private double[] mixing(double[] step) {
    int order = turns.size();
    double[][] products = new double[order][order];
    double[] target = new double[order];
    double trace = 0;
    for (int m = 0; m < order; m++) {
      target[m] = product(turns.get(m), step);
      for (int l = 0; l < order; l++) {
        products[m][l] = product(turns.get(m), turns.get(l));
      }
      trace += products[m][m];
    }
    double low = 1e-14 * trace;
    double[] free = solve(products, target, low);
    double wanted = product(free, free) / (1 + Math.pow(DAMPING_BASE, HALF_DAMPED - acceptances));
    double high = Math.max(trace, Double.MIN_NORMAL);
    double[] mixing = solve(products, target, high);
    while (product(mixing, mixing) > wanted) {
      high *= 4;
      mixing = solve(products, target, high);
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = Math.sqrt(low) * Math.sqrt(high);
      mixing = solve(products, target, middle);
      if (product(mixing, mixing) > wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return mixing;
  }

  /** Solves {@code (A + λ I) x = b} of a positive semidefinite matrix by its Cholesky factor. */
  private static double[] solve(double[][] matrix, double[] target, double damping) {
    int n = target.length;
    double[][] factor = new double[n][n];
    double[] solution = target.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j] + (i == j ? damping : 0);
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(sum, damping)) : sum / factor[j][j];
      }
      for (int k = 0; k < i; k++) {
        solution[i] -= factor[i][k] * solution[k];
      }
      solution[i] /= factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        solution[i] -= factor[k][i] * solution[k];
      }
      solution[i] /= factor[i][i];
    }
    return solution;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void accepted() {
    acceptances++;
  }

  @Override
  public void reset() {
    previous = null;
    previousStep = null;
    changes.clear();
    turns.clear();
  }

  @Override
  public boolean isAtStart() {
    return previous == null;
  }

  @Override
  public double rate() {
    return CAUTIOUS_RATE;
  }

  @Override
  public double trust() {
    return acceptances;
  }
}
