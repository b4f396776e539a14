package dev.gmm4j.bench.digest;

import static dev.gmm4j.bench.digest.FitCases.VECTOR;
import static dev.gmm4j.bench.digest.Results.decimal;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.bench.digest.DigestCase.Result;
import dev.gmm4j.bootstrap.BootstrapMethod;
import dev.gmm4j.bootstrap.IntervalEstimate;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrapResult;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Marginal;
import dev.gmm4j.distribution.MixtureRegression;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Search;
import dev.gmm4j.preprocessing.PrincipalComponents;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.streaming.StepSize;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.streaming.StreamingFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Cases of EM and its models beside a plain fit. */
final class OtherCases {
  private final DigestData data;
  private final List<DigestCase> cases = new ArrayList<>();

  private OtherCases(DigestData data) {
    this.data = data;
  }

  static List<DigestCase> of(DigestData data) {
    OtherCases table = new OtherCases(data);
    table.add("stepwise/fit", table::stepwise);
    table.add("stepwise/partial-fits", () -> table.partialFits(false));
    table.add("stepwise/refined", () -> table.partialFits(true));
    table.add("selection/bic", () -> table.selection(SelectionCriterion.BIC, data.faithful(), 4));
    table.add("selection/icl", () -> table.selection(SelectionCriterion.ICL_SOFT, data.iris(), 3));
    table.add(
        "selection/cross-validation",
        () -> table.selection(SelectionCriterion.CROSS_VALIDATION, data.weighted(), 2));
    table.add("resume/uninterrupted", () -> table.resume(false));
    table.add("resume/resumed", () -> table.resume(true));
    table.add("k-means/iris", () -> kMeans(data.iris(), 3));
    table.add("k-means/weighted", () -> kMeans(data.weighted(), 2));
    table.add("k-means/blobs-17d", () -> kMeans(DigestData.blobs("5000x17x8"), 8));
    for (BootstrapMethod method : BootstrapMethod.values()) {
      table.add("bootstrap/" + method.label(), () -> table.bootstrap(method));
    }
    table.add("likelihood-ratio-test", table::likelihoodRatioTest);
    table.add("prediction", table::prediction);
    table.add("merging", table::merging);
    table.add("sampling", table::sampling);
    table.add("principal-components", table::principalComponents);
    return table.cases;
  }

  private void add(String name, Supplier<Result> result) {
    cases.add(new DigestCase(name, result));
  }

  private Result stepwise() {
    StreamingFit fit = StreamingEstimator.builder(FitCases.estimator(4).build())
        .batchSize(500)
        .initializationRows(2000)
        .passes(2)
        .build()
        .fit(DigestData.blobs("8000x4x4"));
    return stream(fit);
  }

  private Result partialFits(boolean refined) {
    GaussianMixtureEstimator mixture =
        FitCases.estimator(2).initialization(Initialization.kMeansPlusPlus()).build();
    StreamingFit fit = StreamingEstimator.builder(mixture)
        .batchSize(40)
        .initializationRows(100)
        .stepSize(StepSize.constant(0.25))
        .build()
        .begin();
    fit.partialFit(data.faithful());
    fit.partialFit(data.weighted());
    fit.flush();
    return refined ? Results.of(fit.refine(data.faithful())) : stream(fit);
  }

  private static Result stream(StreamingFit fit) {
    return new Result(
        new Bits().add(fit.model()).add(fit.meanLogLikelihood()),
        "steps=" + fit.steps() + " meanLogLikelihood=" + decimal(fit.meanLogLikelihood()));
  }

  private Result selection(SelectionCriterion criterion, Samples samples, int most) {
    ModelSelectionResult result = ModelSelection.builder()
        .components(1, most)
        .criterion(criterion)
        .folds(3)
        .estimator(OtherCases::plain)
        .build()
        .select(samples);
    Bits bits = new Bits();
    List<SelectionCandidate> ranking = result.ranking(criterion);
    for (SelectionCandidate candidate : ranking) {
      bits.add(candidate.covariance().label())
          .add(candidate.components())
          .add(candidate.value(criterion))
          .add(candidate.value(SelectionCriterion.BIC));
    }
    SelectionCandidate best = result.best();
    return new Result(
        bits.add(result.bestFit().model()),
        "ranked=" + ranking.size() + " best=" + best.covariance() + "," + best.components() + " "
            + criterion.label() + "=" + decimal(best.value(criterion)));
  }

  private static GaussianMixtureEstimator.Builder plain(
      GaussianMixtureEstimator.Builder estimator) {
    return estimator
        .backend(VECTOR)
        .threads(2)
        .seed(7)
        .convergence(ConvergenceCriterion.relative(1e-6))
        .search(Search.NONE)
        .acceleration(Acceleration.NONE);
  }

  /** The same fit of two restarts at once, or from a checkpoint of its second restart. */
  private Result resume(boolean resumed) {
    List<Checkpoint> taken = new ArrayList<>();
    GaussianMixtureEstimator.Builder settings =
        FitCases.estimator(3).initialization(Initialization.randomSamples()).restarts(2);
    GaussianMixtureFit whole = settings
        .listener(progress -> {
          if (progress.restart() == 1 && progress.iteration() == 3) {
            taken.add(progress.checkpoint().get());
          }
        })
        .build()
        .fit(data.iris());
    return Results.of(resumed ? settings.build().resume(data.iris(), taken.get(0)) : whole);
  }

  private static Result kMeans(Samples samples, int clusters) {
    KMeansFit fit = KMeans.builder(clusters)
        .restarts(3)
        .backend(VECTOR)
        .threads(1)
        .seed(7)
        .build()
        .fit(samples);
    return new Result(
        new Bits().add(fit.centres()).add(fit.inertia()).add(fit.predict(samples)),
        "iterations=" + fit.iterations() + " inertia=" + decimal(fit.inertia()));
  }

  private Result bootstrap(BootstrapMethod method) {
    ParameterBootstrapResult result = ParameterBootstrap.builder()
        .method(method)
        .replicates(19)
        .estimator(OtherCases::plain)
        .build()
        .run(model(data.faithful(), 2), data.faithful());
    Bits bits = new Bits();
    for (int k = 0; k < 2; k++) {
      add(bits, result.weight(k));
      for (int j = 0; j < 2; j++) {
        add(bits, result.mean(k, j));
        add(bits, result.covariance(k, j, 0));
      }
    }
    return new Result(
        bits,
        "failures=" + result.failures() + " error=" + decimal(result.mean(0, 0).standardError()));
  }

  private static void add(Bits bits, IntervalEstimate estimate) {
    bits.add(estimate.value(), estimate.standardError(), estimate.lower(), estimate.upper());
  }

  private Result likelihoodRatioTest() {
    LikelihoodRatioBootstrapResult result = LikelihoodRatioBootstrap.builder()
        .components(1, 3)
        .replicates(19)
        .estimator(OtherCases::plain)
        .build()
        .test(data.faithful());
    Bits bits = new Bits();
    for (LikelihoodRatioBootstrapResult.Step step : result.steps()) {
      bits.add(step.statistic(), step.pValue()).add(step.replicates());
    }
    return new Result(
        bits, "components=" + result.components() + " steps=" + result.steps().size());
  }

  private Result prediction() {
    Samples samples = data.iris();
    GaussianMixture model = model(samples, 3);
    double[] sample = {6, 3, 5, 2};
    Bits bits = new Bits()
        .add(model.logDensities(samples))
        .add(model.responsibilities(samples))
        .add(model.predict(samples))
        .add(model.squaredMahalanobis(samples))
        .add(model.logDensityGradients(samples))
        .add(model.logDensity(sample))
        .add(model.responsibilities(sample))
        .add(model.bic(samples), model.aic(samples))
        .add(Marginal.of(model, 0, 2))
        .add(MixtureRegression.of(model, 3).conditional(new double[] {1.5}));
    return new Result(bits, "logLikelihood=" + decimal(model.logLikelihood(samples)));
  }

  private Result merging() {
    Samples samples = data.faithful();
    ComponentMerging merging = ComponentMerging.of(model(samples, 4), samples);
    Bits bits = new Bits();
    for (ComponentMerging.Merge merge : merging.merges()) {
      bits.add(merge.first(), merge.second()).add(merge.entropyDrop(), merge.weight());
    }
    return new Result(
        bits.add(merging.responsibilities(samples, 2)), "entropy=" + decimal(merging.entropy(2)));
  }

  private Result sampling() {
    LabelledSamples drawn = model(data.iris(), 3).sample(1000, 7);
    return new Result(
        new Bits().add(drawn.rows()).add(drawn.labels()),
        String.format(Locale.ROOT, "rows=%d first=%s", 1000, decimal(drawn.rows()[0][0])));
  }

  private Result principalComponents() {
    Samples samples = data.wine();
    PrincipalComponents components =
        PrincipalComponents.builder().components(5).whitened().backend(VECTOR).fit(samples);
    double[] first = new double[samples.dimension()];
    return new Result(
        new Bits()
            .add(components.mean())
            .add(components.axes())
            .add(components.variances())
            .add(components.transform(first)),
        "variance=" + decimal(components.variances()[0]));
  }

  private static GaussianMixture model(Samples samples, int components) {
    return FitCases.estimator(components).build().fit(samples).model();
  }
}
