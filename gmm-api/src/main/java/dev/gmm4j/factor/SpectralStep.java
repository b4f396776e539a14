package dev.gmm4j.factor;

import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The maximum in closed form where noise is the same for all features (Tipping and Bishop 1999; Bouveyron, Girard and Schmid
 * 2007): principal axes with their eigenvalues, or the mean of these, and the mean of the eigenvalues that are left. Leading ones
 * that would be below the noise are one with it: means over both are the maximum under that bound.
 */
final class SpectralStep implements FactorStep {
  private final SubspaceModel model;
  private final int[] factors;
  private final double floor;
  private final LinearAlgebraBackend backend;

  /**
   * Creates a step.
   *
   * @param factors number of axes of each component, {@code K} numbers
   * @param floor the least noise variance, positive
   */
  SpectralStep(SubspaceModel model, int[] factors, double floor, LinearAlgebraBackend backend) {
    this.model = model;
    this.factors = factors;
    this.floor = floor;
    this.backend = backend;
  }

  @Override
  public LowRank maximize(double[] counts, double[][] covariances, @Nullable LowRank previous) {
    if (!model.hasCommonLoadings()) {
      return separate(counts, covariances, factors);
    }
    // All components have one covariance, which is that of a single one.
    LowRank one = separate(
        new double[] {1}, new double[][] {Pooling.mean(counts, covariances)}, new int[] {factors[0]
        });
    return one.repeated(counts.length);
  }

  private LowRank separate(double[] counts, double[][] covariances, int[] axes) {
    int components = counts.length;
    Spectrum[] spectra = new Spectrum[components];
    for (int k = 0; k < components; k++) {
      spectra[k] = Spectrum.of(covariances[k], backend);
    }
    double[][] leading = new double[components][];
    for (int k = 0; k < components; k++) {
      leading[k] = Arrays.copyOf(spectra[k].values(), axes[k]);
    }
    if (!model.hasEigenvalueOfEachAxis()) {
      average(leading, counts, model.hasOwnEigenvalues());
    }
    double[] noise = new double[components];
    for (int k = 0; k < components; k++) {
      noise[k] = spectra[k].meanFrom(axes[k]);
    }
    if (!model.hasOwnNoise()) {
      Arrays.fill(noise, commonNoise(leading, spectra, counts));
    } else if (!model.hasEigenvalueOfEachAxis() && !model.hasOwnEigenvalues()) {
      raise(leading, spectra, noise, counts);
    }
    double[][] loadings = new double[components][];
    double[][] variances = new double[components][];
    int most = Arrays.stream(axes).max().orElseThrow();
    for (int k = 0; k < components; k++) {
      double variance = Math.max(floor, noise[k]);
      loadings[k] = spectra[k].loadings(leading[k], variance, most);
      variances[k] = new double[spectra[k].dimension()];
      Arrays.fill(variances[k], variance);
    }
    return new LowRank(loadings, variances);
  }

  /** Puts the mean in place of the numbers of each component, or of all. */
  private static void average(double[][] leading, double[] counts, boolean ofEach) {
    if (ofEach) {
      for (double[] own : leading) {
        Arrays.fill(own, Arrays.stream(own).average().orElse(0));
      }
      return;
    }
    double sum = 0;
    double weight = 0;
    for (int k = 0; k < leading.length; k++) {
      sum += counts[k] * Arrays.stream(leading[k]).sum();
      weight += counts[k] * leading[k].length;
    }
    for (double[] own : leading) {
      Arrays.fill(own, weight > 0 ? sum / weight : 0);
    }
  }

  /** Returns the mean of all noise, and of the leading numbers that are below the mean that they are then part of. */
  private static double commonNoise(double[][] leading, Spectrum[] spectra, double[] counts) {
    double sum = 0;
    double weight = 0;
    List<double[]> candidates = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      int rest = spectra[k].dimension() - leading[k].length;
      sum += counts[k] * rest * spectra[k].meanFrom(leading[k].length);
      weight += counts[k] * rest;
      for (double value : leading[k]) {
        candidates.add(new double[] {value, counts[k]});
      }
    }
    candidates.sort(Comparator.comparingDouble(candidate -> candidate[0]));
    for (double[] candidate : candidates) {
      if (candidate[0] * weight >= sum) {
        break;
      }
      sum += candidate[0] * candidate[1];
      weight += candidate[1];
    }
    return sum / weight;
  }

  /** Raises the one leading number to the mean of it and of all noise that is above the mean that it is then part of. */
  private static void raise(
      double[][] leading, Spectrum[] spectra, double[] noise, double[] counts) {
    double sum = 0;
    double weight = 0;
    List<double[]> candidates = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] * Arrays.stream(leading[k]).sum();
      weight += counts[k] * leading[k].length;
      int rest = spectra[k].dimension() - leading[k].length;
      candidates.add(new double[] {noise[k], counts[k] * rest});
    }
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate[0]));
    for (double[] candidate : candidates) {
      if (candidate[0] * weight <= sum) {
        break;
      }
      sum += candidate[0] * candidate[1];
      weight += candidate[1];
    }
    for (int k = 0; k < leading.length; k++) {
      Arrays.fill(leading[k], weight > 0 ? sum / weight : 0);
      noise[k] = weight > 0 ? Math.min(noise[k], sum / weight) : noise[k];
    }
  }
}
