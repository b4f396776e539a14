package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.data.SampleNumber;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fit of a classifier: all candidates, and the best of them. */
final class ClassifierRun {
  private final MixtureClassifierEstimator settings;
  private final Samples samples;
  private final Labels labels;
  private final int knownClasses;
  private final LinearAlgebraBackend backend;
  private final double[] priors;
  private final @Nullable UniformNoise noise;

  ClassifierRun(MixtureClassifierEstimator settings, Samples samples, Labels labels) {
    this.settings = settings;
    this.samples = notNull("samples", samples);
    notNull("labels", labels).requireRowsOf(samples);
    this.knownClasses = labels.classes().size();
    this.labels = settings.labels(labels);
    int classes = this.labels.classes().size();
    check(
        classes >= 2,
        "labels must have at least 2 classes, but had %d (%s)",
        classes,
        labels.classes());
    int d = samples.dimension();
    check(
        settings.featureNames.isEmpty() || settings.featureNames.size() == d,
        "featureNames must be features = %d, but were %d",
        d,
        settings.featureNames.size());
    double[] shares = shares();
    this.priors = settings.priors == null ? shares : given(settings.priors);
    GaussianMixtureEstimator largest = settings.estimator.toBuilder()
        .components(classes * settings.maxComponents)
        .build();
    this.backend = largest.chooseBackend(samples);
    this.noise = settings.noise == null
        ? null
        : ClassNoise.of(settings.noise, samples, backend, settings.estimator.threads());
  }

  /** Returns the share of each class in the weight of the rows whose class is known. */
  private double[] shares() {
    if (samples.isWeighted()) {
      // Refuses weights that are none.
      samples.weightSummary();
    }
    double[] weights = samples.isWeighted() ? samples.rowWeights() : null;
    double[] shares = new double[labels.classes().size()];
    double total = 0;
    for (int i = 0; i < labels.count(); i++) {
      if (labels.index(i) != Labels.UNKNOWN) {
        double weight = weights == null ? 1 : weights[i];
        shares[labels.index(i)] += weight;
        total += weight;
      }
    }
    for (int c = 0; c < shares.length; c++) {
      check(
          shares[c] > 0 || c >= knownClasses,
          "class \"%s\" must have at least 1 row of positive weight, but had none",
          labels.classes().get(c));
      shares[c] /= total;
    }
    return shares;
  }

  private double[] given(Map<String, Double> byName) {
    List<String> classes = labels.classes();
    List<String> others =
        byName.keySet().stream().filter(name -> !classes.contains(name)).toList();
    check(others.isEmpty(), "priors must be of the classes %s, but one is of %s", classes, others);
    double[] given = new double[classes.size()];
    for (int c = 0; c < given.length; c++) {
      Double prior = byName.get(classes.get(c));
      check(prior != null, "priors must have that of class \"%s\", but have not", classes.get(c));
      given[c] = prior == null ? 0 : prior;
    }
    return given;
  }

  /** Refuses weights that cannot be frequencies where candidates of EDDA are chosen among by BIC: they have none. */
  private void requireNumberOfRows() {
    if (settings.type == ClassifierType.EDDA
        && !settings.criterion.isCrossValidated()
        && numberOfCandidates() > 1) {
      SampleNumber.require(samples, "criterion " + settings.criterion.label());
    }
  }

  /** Returns the best candidate, and all, with their scores. */
  MixtureClassifierFit run() {
    return run(true);
  }

  /** Returns the classifier of the best candidate, with no more evaluations than it takes to choose it. */
  MixtureClassifier classifier() {
    boolean isChosenByScores = !settings.criterion.isCrossValidated() && numberOfCandidates() > 1;
    return run(isChosenByScores).classifier();
  }

  private int numberOfCandidates() {
    return settings.type == ClassifierType.MIXTURE
        ? 1
        : models().size() * (settings.maxComponents - settings.minComponents + 1);
  }

  private MixtureClassifierFit run(boolean isScored) {
    requireNumberOfRows();
    List<ClassifierCandidate> candidates = new ArrayList<>();
    List<ModelSelectionResult> selections = new ArrayList<>();
    if (settings.type == ClassifierType.EDDA) {
      candidates.addAll(new EddaFits(
              settings,
              samples,
              labels,
              knownClasses,
              backend,
              isScored,
              settings.priors == null ? null : priors,
              noise)
          .run(models(), this::classifier));
    } else if (settings.criterion.isCrossValidated()) {
      for (int k = settings.minComponents; k <= settings.maxComponents; k++) {
        candidates.add(byClass(k, k, new ArrayList<>(), isScored));
      }
    } else {
      candidates.add(byClass(settings.minComponents, settings.maxComponents, selections, isScored));
    }
    if (settings.criterion.isCrossValidated()) {
      candidates.replaceAll(this::validated);
    }
    return new MixtureClassifierFit(best(candidates), candidates, selections, settings.criterion);
  }

  private List<CovarianceModel> models() {
    if (!settings.models.isEmpty()) {
      return settings.models;
    }
    if (samples.dimension() == 1) {
      return List.of(CovarianceModel.EII, CovarianceModel.VII);
    }
    return Arrays.stream(CovarianceModel.values())
        .filter(model -> samples.count() > samples.dimension()
            || model.type() == CovarianceType.SPHERICAL
            || model.type() == CovarianceType.DIAGONAL)
        .toList();
  }

  /** Returns the classifier of mixtures with the priors, threads and names of the settings. */
  private MixtureClassifier.Builder classifier(List<GaussianMixture> mixtures, double[] shares) {
    boolean given = settings.priors != null;
    return MixtureClassifier.builder(labels.classes(), mixtures)
        .priors(given ? priors : shares, given ? ClassPriors.GIVEN : ClassPriors.ESTIMATED)
        .featureNames(settings.featureNames)
        .backend(backend)
        .threads(settings.estimator.threads());
  }

  /** Returns the classifier whose classes are mixtures of their own. */
  private ClassifierCandidate byClass(
      int from, int to, List<ModelSelectionResult> selections, boolean isScored) {
    int unknown = labels.rows(Labels.UNKNOWN).length;
    check(
        unknown == 0,
        "labels must be known of all rows for type mixture, but were not of %d; type edda does without",
        unknown);
    check(
        knownClasses == labels.classes().size(),
        "a class without labelled rows needs type edda, but type was %s",
        settings.type.label());
    ModelSelection.Builder selection = ModelSelection.builder(settings.estimator)
        .estimator(each -> each.backend(backend))
        .components(from, to);
    if (!settings.models.isEmpty()) {
      selection.models(settings.models);
    }
    ModelSelection each = selection.build();
    SampleChecks.requireUsable(samples);
    List<GaussianMixture> mixtures = new ArrayList<>();
    int components = from == to ? from : 0;
    for (int c = 0; c < priors.length; c++) {
      try {
        ModelSelectionResult result = each.select(SelectedSamples.of(samples, labels.rows(c)));
        selections.add(result);
        mixtures.add(mixture(result));
      } catch (InvalidSamplesException e) {
        // Of the class's rows as a whole: each by itself has been looked at.
        throw new InvalidSamplesException(
            "class \"" + labels.classes().get(c) + "\": " + e.getMessage());
      } catch (GmmException e) {
        GmmException named =
            new GmmException("class \"" + labels.classes().get(c) + "\": " + e.getMessage(), e);
        return ClassifierCandidate.failed(null, components, named);
      }
    }
    MixtureClassifier classifier = classifier(mixtures, priors).noise(noise).build();
    return ClassifierCandidate.fitted(
        null, components, classifier, isScored ? classifier.score(samples, labels) : null);
  }

  /**
   * Returns the best mixture of a class. Models of one component are the same by threes or more, and rounding alone would tell
   * them apart: it has the freest of its type.
   */
  private static GaussianMixture mixture(ModelSelectionResult result) {
    GaussianMixture best = result.bestFit().model();
    if (best.components() > 1) {
      return best;
    }
    CovarianceType type =
        best.covarianceType() == CovarianceType.TIED ? CovarianceType.FULL : best.covarianceType();
    return result
        .candidate(type.model(), 1)
        .flatMap(SelectionCandidate::fit)
        .map(GaussianMixtureFit::model)
        .orElse(best);
  }

  private ClassifierCandidate validated(ClassifierCandidate candidate) {
    if (candidate.failure().isPresent()) {
      return candidate;
    }
    MixtureClassifierEstimator.Builder one = settings.toBuilder()
        .criterion(ClassifierCriterion.BIC)
        .components(candidate.components(), candidate.components());
    CovarianceModel model = candidate.covariance();
    if (model != null) {
      one.model(model);
    }
    try {
      return candidate.validated(
          one.build().validate(samples, labels, settings.folds).score());
    } catch (GmmException e) {
      return candidate.failed(e);
    }
  }

  private ClassifierCandidate best(List<ClassifierCandidate> candidates) {
    if (candidates.size() == 1 && isFitted(candidates.get(0))) {
      return candidates.get(0);
    }
    return candidates.stream()
        .filter(candidate -> Double.isFinite(candidate.value(settings.criterion)))
        .min(Comparator.<ClassifierCandidate>comparingDouble(
                candidate -> candidate.value(settings.criterion))
            .thenComparingLong(candidate -> candidate.classifier().orElseThrow().freeParameters()))
        .orElseThrow(() -> none(candidates));
  }

  /** Tells whether there is a classifier, with a likelihood where it is scored: the only one need have no BIC. */
  private static boolean isFitted(ClassifierCandidate candidate) {
    return candidate.failure().isEmpty()
        && candidate
            .score()
            .map(score -> Double.isFinite(score.logLikelihood()))
            .orElse(candidate.classifier().isPresent());
  }

  private GmmException none(List<ClassifierCandidate> candidates) {
    ClassifierCandidate first = candidates.get(0);
    GmmException reason = first.failure().orElse(null);
    return new GmmException(
        "none of " + candidates.size() + " classifiers has a value of "
            + settings.criterion.label() + "; the first (" + first + ") has none because "
            + (reason == null ? "its value is not finite" : reason.getMessage()),
        reason);
  }
}
