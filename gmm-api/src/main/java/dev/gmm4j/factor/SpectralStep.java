package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The maximum in closed form where noise is the same for all features: principal axes, and the mean of the other eigenvalues
 * (Tipping and Bishop 1999). Where the components have a noise variance in common, an axis that has less than it is noise too.
 */
final class SpectralStep implements FactorStep {
  private final FactorModel model;
  private final int factors;
  private final double floor;
  private final LinearAlgebraBackend backend;

  /**
   * Creates a step.
   *
   * @param model CCC, UCC or UUC
   * @param floor the least noise variance
   */
  SpectralStep(FactorModel model, int factors, double floor, LinearAlgebraBackend backend) {
    this.model = model;
    this.factors = factors;
    this.floor = floor;
    this.backend = backend;
  }

  /** The eigenvalues, ascending and not negative, and eigenvectors in columns. */
  private record Spectrum(double[] values, double[] vectors) {}

  @Override
  public LowRank maximize(double[] counts, double[][] covariances, @Nullable LowRank previous) {
    int components = counts.length;
    double[][] loadings = new double[components][];
    double[][] noise = new double[components][];
    if (model.hasCommonLoadings()) {
      Spectrum spectrum = spectrum(Pooling.mean(counts, covariances));
      double variance = noise(new double[] {1}, new Spectrum[] {spectrum});
      Arrays.fill(loadings, loadings(spectrum, variance));
      Arrays.fill(noise, constant(spectrum.values().length, variance));
      return new LowRank(loadings, noise);
    }
    Spectrum[] spectra = new Spectrum[components];
    for (int k = 0; k < components; k++) {
      spectra[k] = spectrum(covariances[k]);
    }
    double common = model.noise() == CovarianceModel.EII ? noise(counts, spectra) : Double.NaN;
    for (int k = 0; k < components; k++) {
      double variance =
          Double.isNaN(common) ? noise(new double[] {1}, new Spectrum[] {spectra[k]}) : common;
      loadings[k] = loadings(spectra[k], variance);
      noise[k] = constant(spectra[k].values().length, variance);
    }
    return new LowRank(loadings, noise);
  }

  private static double[] constant(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  private Spectrum spectrum(double[] covariance) {
    int d = (int) Math.sqrt(covariance.length);
    double[] values = new double[d];
    double[] vectors = new double[d * d];
    backend.symmetricEigen(d, covariance.clone(), values, vectors);
    for (int i = 0; i < d; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return new Spectrum(values, vectors);
  }

  /**
   * Returns the mean of the eigenvalues that are noise: the {@code d - q} smallest of each component, and what else is below
   * the mean that they then have.
   */
  private double noise(double[] counts, Spectrum[] spectra) {
    double sum = 0;
    double weight = 0;
    int d = spectra[0].values().length;
    double[][] candidates = new double[counts.length * factors][];
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < d; i++) {
        double value = spectra[k].values()[i];
        if (i < d - factors) {
          sum += counts[k] * value;
          weight += counts[k];
        } else {
          candidates[k * factors + i - (d - factors)] = new double[] {value, counts[k]};
        }
      }
    }
    Arrays.sort(candidates, (a, b) -> Double.compare(a[0], b[0]));
    for (double[] candidate : candidates) {
      if (candidate[0] * weight >= sum) {
        break;
      }
      sum += candidate[0] * candidate[1];
      weight += candidate[1];
    }
    return Math.max(floor, sum / weight);
  }

  private double[] loadings(Spectrum spectrum, double variance) {
    int d = spectrum.values().length;
    double[] loadings = new double[d * factors];
    for (int f = 0; f < factors; f++) {
      int column = d - 1 - f;
      double length = Math.sqrt(Math.max(0, spectrum.values()[column] - variance));
      for (int i = 0; i < d; i++) {
        loadings[i * factors + f] = spectrum.vectors()[i * d + column] * length;
      }
    }
    return loadings;
  }
}
