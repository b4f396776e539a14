package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What cannot be drawn is refused in words that say what to do. */
class WrongRequestsTest {
  private final Samples wide = Data.blobs(20, 5);

  @Test
  void columns_mustBeChosen() {
    refused(
        () -> ScatterPlot.of(wide).figure(),
        "samples have 5 columns: choose two with columns(x, y), or use PairPlot");
    refused(
        () -> DensityPlot.of(wide).figure(),
        "samples have 5 columns: choose one with column(index)");
    refused(
        () -> PairPlot.of(Data.blobs(20, 9)).figure(),
        "samples have 9 columns: choose at most 8 with columns(...)");
    refused(
        () -> ScatterPlot.of(Data.line(5)),
        "samples must have at least 2 columns for a scatter plot, but had 1: use DensityPlot");
  }

  @Test
  void samplesWithoutFiniteDensity_areNotDrawn() {
    Samples denormal = Samples.of(new double[][] {{1e-322}, {2e-322}, {4e-322}, {5e-322}});

    assertThatThrownBy(() -> DensityPlot.of(denormal).figure())
        .isExactlyInstanceOf(PlotException.class)
        .hasMessage(
            "cannot draw numbers from 0.0 to Infinity, which have no finite range; scale the samples");
  }

  @Test
  void columns_mustExist() {
    refused(
        () -> ScatterPlot.of(wide).columns(0, 5),
        "y must be in [0, 5), as the samples have 5 columns, but was 5");
    refused(() -> ScatterPlot.of(wide).columns(2, 2), "columns must differ, but both were 2");
    refused(() -> PairPlot.of(wide).columns(1, 3, 1), "columns must differ, but were [1, 3, 1]");
    refused(
        () -> PairPlot.of(wide).columns(0, -1),
        "columns[1] must be in [0, 5), as the samples have 5 columns, but was -1");
  }

  @Test
  void sizes_mustFit() {
    refused(
        () -> ScatterPlot.of(wide).names("a", "b"),
        "names must be 5, one for each column of the samples, but were 2");
    refused(
        () -> ScatterPlot.of(wide).model(Data.SLANTED),
        "model must have 5 features, as the samples have columns, but had 2");
    refused(
        () -> ScatterPlot.of(wide).labels(new int[3]),
        "labels must be as many as samples = 20, but were 3");
    refused(
        () -> ScatterPlot.of(wide).flag(new boolean[3], "x"),
        "flagged must be as many as samples = 20, but were 3");
    refused(() -> ScatterPlot.of(wide).size(50, 300), "width must be in [120, 8192], but was 50");
  }

  @Test
  void numbers_mustBeFinite() {
    Samples broken = Samples.of(new double[][] {{1, 2}, {3, Double.NaN}});
    assertThatThrownBy(() -> ScatterPlot.of(broken).figure())
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must be finite, but row 1 column 1 was NaN");
    refused(() -> BarPlot.of("s").bar("a", -1), "value of a must be finite and >= 0, but was -1.0");
    refused(
        () -> BarPlot.of("s").logarithmic().bar("a", 0).figure(),
        "value of a must be above 0 on a logarithmic axis, but was 0.0");
    refused(
        () -> ImageGrid.of(new double[][] {{1, Double.POSITIVE_INFINITY}}, 1),
        "images[0][1] must be finite, but was Infinity");
  }

  @Test
  void numberNotShown_isBlamedByItsRowAmongAll() {
    double[][] rows = new double[70_000][3];
    rows[66_000][2] = Double.NaN;
    GaussianMixture model = GaussianMixture.of(
        new double[] {1}, new double[1][3], Covariances.spherical(new double[] {1}, 3));
    ScatterPlot plot = ScatterPlot.of(Samples.of(rows)).columns(0, 1).model(model);

    refused(() -> plot.figure(), "samples must be finite, but row 66000 column 2 was NaN");
  }

  @Test
  void nothing_cannotBeDrawn() {
    refused(
        () -> CriterionPlot.of("BIC")
            .curve("full", new int[] {1}, new double[] {1})
            .ring("elbow", 2)
            .figure(),
        "full must have a value of 2, but has none");
    refused(
        () -> CriterionPlot.of("BIC")
            .curve("full", new int[] {1}, new double[] {1})
            .best("tied", 1)
            .figure(),
        "the best must be of one of the lines [full], but was of tied");
    refused(() -> CriterionPlot.of("BIC").figure(), "curves must be at least 1, but were 0");
    refused(() -> BarPlot.of("s").figure(), "bars must be at least 1, but were 0");
    refused(() -> ImageGrid.of(new double[0][], 8), "images must be at least 1, but were 0");
    refused(
        () -> TracePlot.of(List.of()),
        "restarts must have at least 1 that did not fail, but had 0");
    refused(
        () -> CriterionPlot.of("BIC").curve("full", new int[] {1}, new double[] {Double.NaN}),
        "values of full must have at least 1 finite number, but had 0");
    refused(
        () -> CriterionPlot.of("BIC").curve("full", new int[] {2, 1}, new double[2]),
        "components must ascend, but components[0] = 2 and components[1] = 1");
    refused(
        () -> ImageGrid.of(new double[][] {{1, 2, 3}}, 2),
        "images[0] must have a multiple of width = 2 numbers, but had 3");
  }

  private static void refused(ThrowingCallable request, String message) {
    assertThatThrownBy(request).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
