package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.DiscriminantDirections;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.AffineTransform;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.distribution.MixtureMoments;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first two discriminant directions. Where there are fewer, the missing ones are those of the largest variance, in units
 * of the features' own, among all that are uncorrelated with the others: they show the data, and tell no components apart.
 */
final class DirectionPlane implements Plane {
  private final double[][] directions;
  private final String[] labels;
  private final AffineTransform map;

  private DirectionPlane(double[][] directions, String... labels) {
    this.directions = directions;
    this.labels = labels;
    this.map = AffineTransform.of(directions, new double[2]);
  }

  /**
   * Returns the plane of given directions.
   *
   * @throws IllegalArgumentException if they are of other features than the mixture's
   */
  static DirectionPlane along(GaussianMixture model, DiscriminantDirections found) {
    int d = model.dimension();
    check(d >= 2, "directions need at least 2 features, but the model has %d", d);
    double[] eigenvalues = found.eigenvalues();
    double total = Arrays.stream(eigenvalues).sum();
    List<double[]> directions = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int m = 0; m < Math.min(2, found.count()); m++) {
      double[] direction = found.direction(m);
      check(
          direction.length == d,
          "directions must be of %d features, as the model has, but were of %d",
          d,
          direction.length);
      directions.add(direction);
      labels.add("direction " + (m + 1) + " (" + Text.fixed(100 * eigenvalues[m] / total, 1)
          + " % of eigenvalues)");
    }
    double[][] covariance = MixtureMoments.of(withoutNoise(model)).covariance();
    while (directions.size() < 2) {
      labels.add(directions.isEmpty() ? "largest variance" : "largest remaining variance");
      directions.add(RemainingVariance.direction(covariance, directions));
    }
    return new DirectionPlane(directions.toArray(double[][]::new), labels.toArray(String[]::new));
  }

  /** Returns a mixture of the components alone: noise has no direction. */
  static GaussianMixture withoutNoise(GaussianMixture model) {
    if (model.noise() == null) {
      return model;
    }
    double[] weights = model.weights();
    double total = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total;
    }
    return GaussianMixture.of(weights, model.means(), model.covariances(), model.backend());
  }

  double[][] coefficients() {
    return new double[][] {directions[0].clone(), directions[1].clone()};
  }

  @Override
  public int[] columns() {
    return IntStream.range(0, directions[0].length).toArray();
  }

  @Override
  public double place(int axis, double[] values, int offset) {
    double place = 0;
    for (int j = 0; j < directions[axis].length; j++) {
      place += directions[axis][j] * values[offset + j];
    }
    return place;
  }

  @Override
  public MarginalMixture of(MixtureView mixture) {
    return MarginalMixture.of(map.apply(withoutNoise(mixture.gaussian(Directions.NAME))), 0, 1);
  }

  @Override
  public String label(int axis, @Nullable List<String> names) {
    return labels[axis];
  }

  @Override
  public Range[] ranges(Samples samples, @Nullable Imputation imputation) {
    double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    SampleScan.visit(
        samples,
        null,
        imputation,
        columns(),
        (row, values, offset, weight, component, certainty, imputed) -> {
          for (int axis = 0; axis < 2; axis++) {
            double place = place(axis, values, offset);
            min[axis] = Math.min(min[axis], place);
            max[axis] = Math.max(max[axis], place);
          }
        });
    if (!(min[0] <= max[0])) {
      throw new InvalidSamplesException(
          samples.mayHaveMissingValues()
              ? "some row of positive weight must have a value in every column"
              : "weights must not all be 0");
    }
    return new Range[] {new Range(min[0], max[0]), new Range(min[1], max[1])};
  }
}
