package dev.gmm4j.bootstrap;

import static java.util.Objects.checkIndex;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.matching.ComponentMatching;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The standard errors of the parameters of a mixture, found by {@link ParameterBootstrap}. Immutable. */
public final class ParameterBootstrapResult {
  private final GaussianMixture model;
  private final BootstrapMethod method;
  private final double confidence;
  private final List<Matched> replicates;
  private final int failures;
  private final @Nullable GmmException firstFailure;

  /**
   * A replicate's parameters.
   *
   * @param counterparts its components in the order of the model's
   */
  private record Matched(MixtureParameters parameters, int[] counterparts) {}

  private ParameterBootstrapResult(
      GaussianMixture model,
      BootstrapMethod method,
      double confidence,
      List<Matched> replicates,
      int failures,
      @Nullable GmmException firstFailure) {
    this.model = model;
    this.method = method;
    this.confidence = confidence;
    this.replicates = List.copyOf(replicates);
    this.failures = failures;
    this.firstFailure = firstFailure;
  }

  static ParameterBootstrapResult of(
      GaussianMixture model,
      BootstrapMethod method,
      double confidence,
      List<ParameterBootstrap.Replicate> replicates,
      LinearAlgebraBackend backend) {
    List<Matched> matched = new ArrayList<>();
    GmmException failure = null;
    for (ParameterBootstrap.Replicate replicate : replicates) {
      if (replicate.model() != null) {
        MixtureParameters parameters = replicate.model().parameters();
        matched.add(
            new Matched(parameters, ComponentMatching.of(model.parameters(), parameters, backend)));
      } else if (failure == null) {
        failure = replicate.failure();
      }
    }
    if (matched.size() < 2) {
      throw new GmmException(
          "only " + matched.size() + " of " + replicates.size() + " replicates could be fitted"
              + (failure == null ? "" : "; one could not because " + failure.getMessage()),
          failure);
    }
    return new ParameterBootstrapResult(
        model, method, confidence, matched, replicates.size() - matched.size(), failure);
  }

  /** Returns the mixture whose parameters these are. */
  public GaussianMixture model() {
    return model;
  }

  /** Returns how replicates were made. */
  public BootstrapMethod method() {
    return method;
  }

  /** Returns the probability of the intervals. */
  public double confidence() {
    return confidence;
  }

  /** Returns the number of replicates that could be fitted, at least 2. */
  public int replicates() {
    return replicates.size();
  }

  /** Returns the number of replicates that could not be fitted; many of them make errors look smaller than they are. */
  public int failures() {
    return failures;
  }

  /** Returns why the first of those could not be fitted, or null if all could. */
  public @Nullable GmmException firstFailure() {
    return firstFailure;
  }

  /**
   * Returns a component's mixing weight.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public IntervalEstimate weight(int component) {
    return estimate(weightReplicates(component), model.weight(component));
  }

  /**
   * Returns a component's mixing weight in each replicate that could be fitted, {@link #replicates} numbers in the order of
   * their seeds.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] weightReplicates(int component) {
    checkIndex(component, model.components());
    return values(r -> r.parameters().weights()[r.counterparts()[component]]);
  }

  /**
   * Returns a component's mean of a feature.
   *
   * @throws IndexOutOfBoundsException if there is no such component or feature
   */
  public IntervalEstimate mean(int component, int feature) {
    return estimate(meanReplicates(component, feature), model.mean(component)[feature]);
  }

  /**
   * Returns a component's mean of a feature in each replicate, as {@link #weightReplicates}.
   *
   * @throws IndexOutOfBoundsException if there is no such component or feature
   */
  public double[] meanReplicates(int component, int feature) {
    checkIndex(component, model.components());
    int d = model.dimension();
    checkIndex(feature, d);
    return values(r -> r.parameters().means()[r.counterparts()[component] * d + feature]);
  }

  /**
   * Returns an entry of a component's covariance matrix.
   *
   * @throws IndexOutOfBoundsException if there is no such component or feature
   */
  public IntervalEstimate covariance(int component, int row, int column) {
    double[] values = covarianceReplicates(component, row, column);
    return estimate(values, model.covariances().get(component, row, column));
  }

  /**
   * Returns an entry of a component's covariance matrix in each replicate, as {@link #weightReplicates}.
   *
   * @throws IndexOutOfBoundsException if there is no such component or feature
   */
  public double[] covarianceReplicates(int component, int row, int column) {
    checkIndex(component, model.components());
    checkIndex(row, model.dimension());
    checkIndex(column, model.dimension());
    return values(r -> r.parameters().covariances().get(r.counterparts()[component], row, column));
  }

  private double[] values(ToDoubleFunction<Matched> parameter) {
    return replicates.stream().mapToDouble(parameter).toArray();
  }

  /** Sorts the values. */
  private IntervalEstimate estimate(double[] values, double value) {
    // About the estimate, so that what does not vary has no error.
    double mean = value;
    for (double each : values) {
      mean += (each - value) / values.length;
    }
    double squares = 0;
    for (double each : values) {
      squares += (each - mean) * (each - mean);
    }
    Arrays.sort(values);
    double tail = (1 - confidence) / 2;
    return new IntervalEstimate(
        value,
        Math.sqrt(squares / (values.length - 1)),
        quantile(values, tail),
        quantile(values, 1 - tail));
  }

  /** Returns a quantile of sorted numbers, between neighbours in proportion (Hyndman and Fan 1996, definition 7). */
  private static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    int below = Math.min((int) at, sorted.length - 2);
    return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
  }
}
