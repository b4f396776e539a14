package dev.gmm4j.bench.compare;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.MixtureMultivariateNormalDistribution;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.distribution.fitting.MultivariateNormalMixtureExpectationMaximization;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.util.Pair;

/** The mixture EM that Commons Math itself has; it has full covariances and one thread. */
final class CommonsMathContender implements Contender {
  static final String NAME = "commons-math EM";

  /** Returns about how many seconds an iteration takes, measured once somewhere. */
  static double expectedSeconds(Shape shape) {
    return 1e-6 * shape.rows() * shape.components() + 2.5e-8 * shape.work();
  }

  @Override
  public Measurement measure(Task task, double[] values) throws Exception {
    int d = task.dimension();
    double[][] rows = new double[task.rows()][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * d, (i + 1) * d));
    MultivariateNormalMixtureExpectationMaximization em =
        new MultivariateNormalMixtureExpectationMaximization(rows);
    double[] seconds = WholeFits.secondsPerIteration(task, iterations -> fit(em, task, iterations));
    double logLikelihood = model(em.getFittedModel()).logLikelihood(Samples.of(values, d));
    String version = MultivariateNormalMixtureExpectationMaximization.class
        .getPackage()
        .getImplementationVersion();
    return Measurement.ofTimes(NAME, version == null ? "" : version, seconds, logLikelihood);
  }

  private static void fit(
      MultivariateNormalMixtureExpectationMaximization em, Task task, int iterations) {
    try {
      // Its loop does one more than the largest number of iterations.
      em.fit(start(task), iterations - 1, Double.MIN_VALUE);
    } catch (ConvergenceException e) {
      // That is what it says of a fit that has done all its iterations.
      return;
    }
    throw new IllegalStateException("stopped before " + iterations + " iterations");
  }

  private static MixtureMultivariateNormalDistribution start(Task task) {
    int d = task.dimension();
    double[][] identity = new double[d][d];
    for (int j = 0; j < d; j++) {
      identity[j][j] = 1;
    }
    List<Pair<Double, MultivariateNormalDistribution>> components = new ArrayList<>();
    for (int k = 0; k < task.components(); k++) {
      double[] mean = Arrays.copyOfRange(task.startMeans(), k * d, (k + 1) * d);
      components.add(
          new Pair<>(1.0 / task.components(), new MultivariateNormalDistribution(mean, identity)));
    }
    return new MixtureMultivariateNormalDistribution(components);
  }

  /** Returns its model as one of ours, whose log-likelihood can be compared. */
  private static GaussianMixture model(MixtureMultivariateNormalDistribution fitted) {
    List<Pair<Double, MultivariateNormalDistribution>> components = fitted.getComponents();
    return GaussianMixture.of(
        components.stream().mapToDouble(Pair::getFirst).toArray(),
        components.stream().map(pair -> pair.getSecond().getMeans()).toArray(double[][]::new),
        Covariances.full(components.stream()
            .map(pair -> pair.getSecond().getCovariances().getData())
            .toArray(double[][][]::new)),
        Backends.standard().automatic());
  }
}
