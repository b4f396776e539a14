package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Splits one component to two, those to four, and so on (Linde, Buzo and Gray 1980; Young et al., The HTK Book), with some
 * iterations of EM after each split. Halves of a component are apart along its longest axis, in units of its deviations: where all
 * axes are as long, as those of features that are not correlated, along one of its diagonals. Where the number of components is
 * no power of two, the last split is of the heaviest ones only.
 */
public final class SplittingInitialization implements InitializationStrategy {
  /** Of a standard deviation, to both sides: what the HTK Book moves each feature by. */
  private static final double OFFSET = 0.2;

  /** Halves start near a saddle, which EM leaves slowly: ten iterations may not get away from it. */
  private static final int ITERATIONS = 20;

  /** The change of the log-likelihood, a sample and feature, that ends the iterations after a split. */
  private static final double TOLERANCE = 1e-6;

  private static final int POWER_ITERATIONS = 20;

  /** A seed of its own: which samples stand for many, and which diagonals are taken, is no chance of the fit's. */
  private static final long SEED = 0x73706c6974L;

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Randomness random = new Randomness(SEED);
    Samples subsample = Subsample.of(context.engine().samples(), context.components(), random);
    try (LocalEngine engine = new LocalEngine(
        subsample,
        context.backend(),
        context.evaluatedComponents(),
        context.engine().threads())) {
      return split(context.over(engine), random);
    }
  }

  private static MixtureParameters split(InitializationContext context, Randomness random) {
    int wanted = context.components();
    MixtureParameters current = climbed(context, single(context));
    // A component that is pruned on the way is made up for by later splits, but not for ever.
    for (int level = 1; current.components() < wanted && level <= Integer.SIZE; level++) {
      MixtureParameters parted = parted(context, current, wanted, random);
      current = climbed(context, parted);
    }
    return current;
  }

  private static MixtureParameters single(InitializationContext context) {
    double[] variances = context.scale().variances();
    double[] inverseDeviations = new double[variances.length];
    // A feature without spread has any: the first maximization finds its own.
    Arrays.setAll(inverseDeviations, j -> variances[j] > 0 ? 1 / Math.sqrt(variances[j]) : 1);
    MixtureParameters all =
        MixtureParameters.nearestCentre(context.scale().means().clone(), inverseDeviations);
    UniformNoise noise = context.maximization().initialNoise();
    double weight = noise == null ? 1 : 1 - noise.weight();
    return MixtureParameters.of(
            new double[] {weight}, all.means(), all.covariances(), context.backend())
        .with(noise);
  }

  private static MixtureParameters climbed(InitializationContext context, MixtureParameters from) {
    context.checkpoint().run();
    InitializationContext trial = context.onTrial();
    int d = trial.engine().samples().dimension();
    return new ExpectationMaximization(
            trial.maximization(),
            ConvergenceCriterion.meanChange(TOLERANCE * d),
            ITERATIONS,
            Acceleration.NONE)
        .run(
            from,
            trial.pass(),
            trial.scale(),
            trial.guard(),
            (i, p, l, a) -> trial.checkpoint().run())
        .parameters();
  }

  /** Returns parameters with the heaviest components split, of at most as many components as are wanted. */
  private static MixtureParameters parted(
      InitializationContext context, MixtureParameters current, int wanted, Randomness random) {
    int components = current.components();
    int d = current.dimension();
    int halves = Math.min(components, wanted - components);
    int[] heaviest = IntStream.range(0, components)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -current.weights()[k]))
        .mapToInt(Integer::intValue)
        .limit(halves)
        .toArray();
    int[] origin = IntStream.concat(IntStream.range(0, components), Arrays.stream(heaviest))
        .toArray();
    double[] weights = new double[origin.length];
    double[] means = new double[origin.length * d];
    for (int k = 0; k < origin.length; k++) {
      weights[k] = current.weights()[origin[k]];
      System.arraycopy(current.means(), origin[k] * d, means, k * d, d);
    }
    for (int i = 0; i < halves; i++) {
      int one = heaviest[i];
      int other = components + i;
      weights[one] /= 2;
      weights[other] /= 2;
      double[] offset = offset(current.covariances(), one, random);
      for (int j = 0; j < d; j++) {
        means[one * d + j] += offset[j];
        means[other * d + j] -= offset[j];
      }
    }
    Covariances covariances = current.covariances().select(origin);
    return MixtureParameters.of(weights, means, covariances, context.backend())
        .with(current.noise());
  }

  /**
   * Returns by how much a half is moved: along the longest axis of the features' correlations, found by multiplying a diagonal by
   * them, in units of deviations, as far as the diagonal of so many deviations is long.
   */
  private static double[] offset(Covariances covariances, int k, Randomness random) {
    int d = covariances.dimension();
    double[] deviations = new double[d];
    double[] axis = new double[d];
    for (int j = 0; j < d; j++) {
      deviations[j] = Math.sqrt(covariances.get(k, j, j));
      axis[j] = random.nextDouble() < 0.5 ? -1 : 1;
    }
    for (int i = 0; i < POWER_ITERATIONS && !covariances.type().isAxisAligned(); i++) {
      axis = multiplied(covariances, k, deviations, axis);
    }
    double length = Math.sqrt(Arrays.stream(axis).map(value -> value * value).sum() / d);
    for (int j = 0; j < d; j++) {
      axis[j] *= OFFSET * deviations[j] / length;
    }
    return axis;
  }

  private static double[] multiplied(
      Covariances covariances, int k, double[] deviations, double[] axis) {
    int d = axis.length;
    double[] product = new double[d];
    double squares = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        product[i] += covariances.get(k, i, j) / deviations[i] / deviations[j] * axis[j];
      }
      squares += product[i] * product[i];
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < d; i++) {
      product[i] /= length;
    }
    return product;
  }
}
