package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits by EM where the component of a row is not known though its class may be: rows of unknown class, classes of several
 * components, missing values, and a class that no labelled row has.
 */
final class PartialLabels {
  /** Shares of the rows of unknown class, those of lowest density, that may begin as the class without labels. */
  private static final double[] OTHER_SHARES = {0.05, 0.1, 0.2, 0.4};

  private final GaussianMixtureEstimator settings;
  private final Samples samples;
  private final Labels labels;
  private final LinearAlgebraBackend backend;

  /** The number of classes that have labelled rows; those behind have none. */
  private final int knownClasses;

  private final double @Nullable [] priors;
  private final @Nullable UniformNoise noise;

  /**
   * Creates the fits.
   *
   * @param priors of the classes, or null where their shares are found
   * @param noise that rows of unknown class may be, whose weight is found, or null for none
   */
  PartialLabels(
      GaussianMixtureEstimator settings,
      Samples samples,
      Labels labels,
      int knownClasses,
      LinearAlgebraBackend backend,
      double @Nullable [] priors,
      @Nullable UniformNoise noise) {
    check(
        settings.prior() == null,
        "prior cannot go with rows of unknown class, several components or missing values, but was %s",
        String.valueOf(settings.prior()));
    this.settings = settings;
    this.samples = samples;
    this.labels = labels;
    this.knownClasses = knownClasses;
    this.backend = backend;
    this.priors = priors;
    this.noise = noise;
    for (int c = 0; priors != null && c < priors.length; c++) {
      check(
          priors[c] > 0,
          "priors must be > 0 where EM finds the classes, but that of \"%s\" was %s",
          labels.classes().get(c),
          priors[c]);
    }
  }

  /**
   * Returns the mixture over the components of all classes, as many of each.
   *
   * @throws GmmException if a component degenerates
   */
  GaussianMixture fit(CovarianceModel model, int components) {
    int[] classOf = IntStream.range(0, labels.classes().size() * components)
        .map(k -> k / components)
        .toArray();
    try (LabelledPass pass =
        LabelledPass.of(samples, labels, classOf, noise != null, backend, settings.threads())) {
      if (knownClasses == labels.classes().size()) {
        return run(initial(model, components, new int[0]), classOf, model, pass)
            .mixture(this, model);
      }
      return best(model, components, classOf, pass).mixture(this, model);
    }
  }

  /** Parameters that EM found, and their log-likelihood. */
  private record Found(MixtureParameters parameters, double logLikelihood) {
    GaussianMixture mixture(PartialLabels run, CovarianceModel model) {
      return GaussianMixture.of(
          parameters,
          new ModelFamily(model, MixingProportions.FREE),
          run.backend,
          run.settings.threads());
    }
  }

  /** Returns the best of the fits that begin with more or fewer rows of a class that no labelled row has. */
  private Found best(CovarianceModel model, int components, int[] classOf, LabelledPass pass) {
    int[] unlikely = unlikelyRows(model, components);
    int least = (samples.dimension() + 1) * components;
    Found best = null;
    GmmException failure = null;
    int before = 0;
    for (double share : OTHER_SHARES) {
      int count = Math.min(unlikely.length, Math.max(least, (int) (share * unlikely.length)));
      if (count == before) {
        continue;
      }
      before = count;
      try {
        int[] others = Arrays.copyOf(unlikely, count);
        Arrays.sort(others);
        Found found = run(initial(model, components, others), classOf, model, pass);
        if (best == null || found.logLikelihood > best.logLikelihood) {
          best = found;
        }
      } catch (GmmException e) {
        failure = e;
      }
    }
    if (best == null) {
      throw failure == null
          ? new GmmException("no row has an unknown class, so that none can be of \""
              + labels.classes().get(knownClasses) + "\"")
          : failure;
    }
    return best;
  }

  /** Returns the rows of unknown class and positive weight, the least likely under the known classes first. */
  private int[] unlikelyRows(CovarianceModel model, int components) {
    Labels known = Labels.of(labels.classes().subList(0, knownClasses), labels.indices());
    MixtureParameters ofKnown = new PartialLabels(
            settings, samples, known, knownClasses, backend, null, null)
        .initial(model, components, new int[0]);
    double[] weights = samples.rowWeights();
    double[] densities = GaussianMixture.of(
            ofKnown, new ModelFamily(model, MixingProportions.FREE), backend, settings.threads())
        .logDensities(samples);
    return Arrays.stream(labels.rows(Labels.UNKNOWN))
        .filter(row -> weights[row] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> densities[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private Found run(
      MixtureParameters ofLabelled, int[] classOf, CovarianceModel model, LabelledPass pass) {
    MixtureParameters initial = ClassShares.with(ofLabelled, noise);
    SampleScale scale = pass.scale();
    GaussianMixtureEstimator own = settings.toBuilder()
        .components(initial.components())
        .covariance(model)
        .proportions(MixingProportions.FREE)
        .build();
    // A component that is taken away, or put elsewhere, would no longer be of its class.
    DegeneracyPolicy policy = settings.degeneracy() == DegeneracyPolicy.REGULARIZE
        ? DegeneracyPolicy.REGULARIZE
        : DegeneracyPolicy.FAIL;
    DegeneracyGuard guard =
        new DegeneracyGuard(policy, model, scale, backend, () -> scale.means().clone());
    Maximization maximization = own.maximization(backend, scale).withNoise(noise);
    ExpectationMaximization.Listener none = (iteration, parameters, logLikelihood, ascent) -> {};
    ExpectationMaximization.Result result = priors == null
        ? new ExpectationMaximization(
                maximization, own.convergence(), own.maxIterations(), own.acceleration())
            .run(initial, pass, scale, guard, none)
        : ExpectationMaximization.run(
            new ClassShares(maximization, guard, priors, classOf),
            own.convergence(),
            own.maxIterations(),
            ClassShares.given(initial, priors, classOf),
            pass,
            scale,
            none);
    return new Found(result.parameters(), result.objective());
  }

  /**
   * Returns the parameters of labelled rows alone, each wholly of a component of its class.
   *
   * @param others rows that begin as those of the class that no labelled row has
   */
  private MixtureParameters initial(CovarianceModel model, int components, int[] others) {
    int[] classes = labels.indices();
    for (int row : others) {
      classes[row] = knownClasses;
    }
    int[] rows = IntStream.range(0, classes.length)
        .filter(row -> classes[row] != Labels.UNKNOWN)
        .toArray();
    int[] componentOf = new int[classes.length];
    for (int c = 0; c < labels.classes().size(); c++) {
      int wanted = c;
      int[] own = Arrays.stream(rows).filter(row -> classes[row] == wanted).toArray();
      int[] clusters = own.length == 0 ? own : clusters(own, components);
      for (int i = 0; i < own.length; i++) {
        // A row of which nothing is observed has no cluster.
        componentOf[own[i]] = c * components + Math.max(0, clusters[i]);
      }
    }
    return settings.toBuilder()
        .components(labels.classes().size() * components)
        .covariance(model)
        .proportions(MixingProportions.FREE)
        .initialization(Initialization.labels(
            Arrays.stream(rows).map(row -> componentOf[row]).toArray()))
        .restarts(1)
        .maxIterations(0)
        .listener(FitListener.NONE)
        .backend(backend)
        .build()
        .fit(SelectedSamples.of(samples, rows))
        .model()
        .parameters();
  }

  /** Divides rows of a class among its components, by a mixture of components of one shape, which few rows suffice for. */
  private int[] clusters(int[] rows, int components) {
    if (components == 1) {
      return new int[rows.length];
    }
    return GaussianMixtureEstimator.builder()
        .components(components)
        .covariance(CovarianceModel.EEI)
        .seed(settings.seed())
        .threads(settings.threads())
        .backend(backend)
        .build()
        .fit(SelectedSamples.of(samples, rows))
        .model()
        .predict(SelectedSamples.of(samples, rows));
  }
}
