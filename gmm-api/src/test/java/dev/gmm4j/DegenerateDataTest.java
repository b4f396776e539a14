package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples that make components degenerate: every policy does what it says, and nothing becomes NaN. */
class DegenerateDataTest {

  /** Rows and as many components as are too many for some of them. */
  record Case(String name, int components, double[][] rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    double[][] normal = TestData.normal(60, 3, 1);
    double[][] clump = TestData.normal(200, 2, 2);
    for (int i = 0; i < clump.length; i++) {
      double scale = i < 4 ? 1e3 : 1e-8;
      clump[i][0] *= scale;
      clump[i][1] *= scale;
    }
    return Stream.of(
        new Case("two distinct points", 4, rows(20, i -> new double[] {i % 2, 3 * (i % 2)})),
        new Case("two distinct inexact points", 4, rows(20, i -> new double[] {0.1 + i % 2, 0.7})),
        new Case("all points equal", 2, rows(10, i -> new double[] {7, -3})),
        new Case("all points zero", 3, rows(10, i -> new double[] {0, 0})),
        new Case("all points equal to 0.1", 2, rows(10, i -> new double[] {0.1, 0.1})),
        new Case("a thousand points equal to 0.1", 2, rows(1000, i -> new double[] {0.1, 0.1})),
        new Case("constant column", 2, rows(60, i -> new double[] {normal[i][0], 5})),
        new Case("inexact constant column", 2, rows(60, i -> new double[] {normal[i][0], 0.1})),
        new Case("constant column far off", 2, rows(60, i ->
            new double[] {normal[i][0], 1e8 + 0.1})),
        new Case("collinear columns", 2, rows(60, i ->
            new double[] {normal[i][0], 2 * normal[i][0], -normal[i][0]})),
        new Case("sum of columns", 3, rows(60, i ->
            new double[] {normal[i][0], normal[i][1], normal[i][0] + normal[i][1]})),
        new Case("duplicated points", 5, rows(60, i -> normal[i % 7])),
        new Case("as many rows as components", 5, rows(5, i -> normal[i])),
        new Case("one row", 1, rows(1, i -> normal[i])),
        new Case("one column", 4, rows(30, i -> new double[] {Math.rint(normal[i][0])})),
        new Case("one component", 1, rows(60, i -> normal[i])),
        new Case("fewer rows than columns", 2, TestData.normal(5, 9, 3)),
        new Case("clump and outliers", 3, clump),
        new Case("columns of different size", 2, rows(60, i ->
            new double[] {1e7 * normal[i][0], 1e-7 * normal[i][1]})));
  }

  private static double[][] rows(int n, IntFunction<double[]> row) {
    double[][] rows = new double[n][];
    Arrays.setAll(rows, i -> row.apply(i).clone());
    return rows;
  }

  // Guards against a fit that never ends, on whatever machine.
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  @ParameterizedTest
  @MethodSource("cases")
  void everyPolicy_doesWhatItSays(Case c) {
    for (CovarianceModel type : CovarianceModel.values()) {
      for (DegeneracyPolicy policy : DegeneracyPolicy.values()) {
        for (double regularization : new double[] {0, 1e-6}) {
          for (Initialization initialization : List.of(
              Initialization.kMeansPlusPlus(), Initialization.randomSamples(), alternating(c))) {
            String what = String.join(
                " ",
                c.name(),
                type.label(),
                policy.label(),
                initialization.label(),
                "" + regularization);
            GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
                .components(c.components())
                .covariance(type)
                .degeneracy(policy)
                .regularization(regularization)
                .initialization(initialization)
                .search(Search.BRIEF)
                .maxIterations(200)
                .build();
            check(what, c, policy, estimator);
          }
        }
      }
    }
  }

  private static Initialization alternating(Case c) {
    int[] labels = new int[c.rows().length];
    Arrays.setAll(labels, i -> i % c.components());
    return Initialization.labels(labels);
  }

  private static void check(
      String what, Case c, DegeneracyPolicy policy, GaussianMixtureEstimator estimator) {
    GaussianMixtureFit fit;
    try {
      fit = estimator.fit(Samples.of(c.rows()));
    } catch (DegenerateComponentException e) {
      // Adding to the diagonal always helps in the end.
      assertThat(policy).as(what + ": " + e).isNotEqualTo(DegeneracyPolicy.REGULARIZE);
      assertThat(e.component()).as(what).isBetween(0, c.components() - 1);
      assertThat(e.iteration()).as(what).isBetween(0, 200);
      assertThat(e)
          .hasMessageStartingWith(
              "component " + e.component() + " degenerated in iteration " + e.iteration() + ": ")
          .hasMessageEndingWith(
              "; use fewer components, a larger regularization, or another degeneracy policy");
      return;
    }
    expectFinite(what, fit);
    List<DegeneracyEvent> events = fit.bestRestart().events();
    int components = fit.model().components();
    switch (policy) {
      case FAIL -> assertThat(events).as(what).isEmpty();
      case REGULARIZE -> assertThat(components).as(what).isEqualTo(c.components());
      case PRUNE ->
        assertThat(components)
            .as(what)
            .isEqualTo(c.components()
                - events.stream().mapToInt(DegeneracyEvent::times).sum())
            .isPositive();
      case RESTART -> {
        assertThat(components).as(what).isEqualTo(c.components());
        assertThat(events.stream().mapToInt(DegeneracyEvent::times).sum())
            .as(what)
            .isLessThanOrEqualTo(10);
      }
    }
    assertThat(events).as(what).allSatisfy(event -> {
      assertThat(event.action()).isEqualTo(policy);
      assertThat(event.component()).isBetween(0, c.components() - 1);
      assertThat(event.reason()).isNotBlank();
      assertThat(event.firstIteration()).isBetween(0, event.lastIteration());
      assertThat(event.lastIteration()).isLessThanOrEqualTo(fit.iterations());
      int iterations = event.lastIteration() - event.firstIteration() + 1;
      assertThat(event.times())
          .isBetween(1, policy == DegeneracyPolicy.PRUNE ? c.components() - 1 : iterations);
    });
  }

  private static void expectFinite(String what, GaussianMixtureFit fit) {
    GaussianMixture model = fit.model();
    assertThat(Arrays.stream(model.weights())).as(what).allMatch(w -> w >= 0 && w <= 1);
    // K roundings.
    Expect.close(what, Arrays.stream(model.weights()).sum(), 1, 1e-14);
    assertThat(Arrays.stream(TestData.flat(model.means()))).as(what).allMatch(Double::isFinite);
    assertThat(Arrays.stream(model.covariances().toArray())).as(what).allMatch(Double::isFinite);
    assertThat(fit.bestRestart().trace())
        .as(what)
        .hasSize(fit.iterations() + 1)
        .allMatch(Double::isFinite);
    assertThat(fit.logLikelihood()).as(what).isEqualTo(fit.bestRestart().logLikelihood());
    double counts = 0;
    for (ComponentDiagnostics diagnostics : fit.diagnostics()) {
      assertThat(diagnostics.smallestEigenvalue()).as(what).isPositive().isFinite();
      assertThat(diagnostics.conditionNumber()).as(what).isFinite().isGreaterThanOrEqualTo(1);
      assertThat(diagnostics.effectiveCount()).as(what).isNotNegative();
      assertThat(diagnostics.weight()).isEqualTo(model.weight(diagnostics.component()));
      counts += diagnostics.effectiveCount();
    }
    Expect.close(what, counts, fit.totalWeight(), 1e-12);
    for (int k = 0; k < model.components(); k++) {
      for (int j = 0; j < model.dimension(); j++) {
        assertThat(model.covariances().get(k, j, j)).as(what).isPositive();
      }
    }
  }
}
