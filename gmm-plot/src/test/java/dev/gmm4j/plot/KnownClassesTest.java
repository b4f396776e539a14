package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.data.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownClassesTest {
  private static final List<String> NAMES = List.of("ham", "eggs", "spam");
  private static final Samples SAMPLES = Data.slanted(60);

  private static int[] labels(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
    }
    return labels;
  }

  @Test
  void scatter_hasTheClassesColours_andPlainEllipses() {
    Figure figure =
        ScatterPlot.of(SAMPLES).model(Data.SLANTED).labels(labels(60), NAMES).figure();
    Svg svg = Svg.of(figure);

    for (String name : NAMES) {
      assertThat(Svg.elements(svg.group("samples of " + name), "path").size()
              + Svg.elements(svg.group("samples of " + name), "circle").size())
          .isEqualTo(20);
    }
    assertThat(figure.description()).contains("legend: ham, eggs, spam, 1\u03c3");
    Svg coloured = Svg.of(ScatterPlot.of(SAMPLES).model(Data.SLANTED).figure());
    String ellipse = "1\u03c3 and 2\u03c3 ellipses of component 0";
    assertThat(fill(svg, ellipse)).isNotEqualTo(fill(coloured, ellipse));
    assertThat(fill(svg, ellipse))
        .isEqualTo(fill(svg, "1\u03c3 and 2\u03c3 ellipses of component 1"));
  }

  private static String fill(Svg svg, String group) {
    return Svg.elements(svg.group(group), "path").get(0).getAttribute("fill");
  }

  @Test
  void certainty_isStillTheModels() {
    Svg svg = Svg.of(ScatterPlot.of(SAMPLES)
        .model(Data.SLANTED)
        .labels(labels(60), NAMES)
        .sizeByCertainty()
        .figure());
    long sizes = Svg.elements(svg.group("samples of ham"), "circle").stream()
        .map(circle -> circle.getAttribute("r"))
        .distinct()
        .count();
    assertThat(sizes).isGreaterThan(1);
  }

  @Test
  void pairsAndClusters_nameTheClasses() {
    assertThat(PairPlot.of(SAMPLES)
            .model(Data.SLANTED)
            .labels(labels(60), NAMES)
            .figure()
            .description())
        .contains("legend: ham, eggs, spam");
    Figure clusters =
        ClusterPlot.of(SAMPLES, Data.SLANTED).labels(labels(60), NAMES).figure();
    assertThat(clusters.description()).contains("known: ham, known: eggs, known: spam");
    assertThat(Svg.of(clusters).groups()).contains("samples of eggs", "samples of component 1");
  }

  @Test
  void histogram_isStacked() {
    Samples line = Data.line(90);
    Groups groups = Groups.of(line, labels(90), NAMES);
    List<Histogram> stack = Histogram.stacked(line, 0, groups);
    Histogram all = Histogram.of(line, 0);

    assertThat(stack).hasSize(3);
    assertThat(stack.get(2).heights()).containsExactly(all.heights(), within(1e-12));
    assertThat(area(stack.get(0))).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(area(stack.get(1))).isCloseTo(2 / 3.0, within(1e-12));
    Figure figure =
        DensityPlot.of(line).model(Data.LINE).labels(labels(90), NAMES).figure();
    assertThat(figure.description()).contains("legend: ham, eggs, spam, mixture, components");
    assertThat(Svg.of(figure).groups()).contains("histogram of eggs", "density of component 1");
  }

  private static double area(Histogram histogram) {
    double sum = 0;
    for (double height : histogram.heights()) {
      sum += height;
    }
    return sum * histogram.range().span() / histogram.heights().length;
  }

  @Test
  void wrongLabels_areRefused() {
    ScatterPlot plot = ScatterPlot.of(SAMPLES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.labels(labels(60), List.of("ham", "eggs")))
        .withMessage("labels[2] must be < names = 2, but was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.labels(labels(59), NAMES))
        .withMessage("labels must be as many as samples = 60, but were 59");
  }
}
