package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.data.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same samples twice, on the same axes of equal units: in the clusters of k-means, with circles about the centres out to
 * the farthest member, and in the components of a mixture, with its ellipses.
 */
public final class KMeansPlot extends Plot<KMeansPlot> {
  private static final int MOST_ENTRIES = 12;

  private final Samples samples;
  private final KMeansFit kMeans;
  private final GaussianMixture model;
  private List<String> names;

  private KMeansPlot(Samples samples, KMeansFit kMeans, GaussianMixture model) {
    super(1000, 520);
    this.samples = samples;
    this.kMeans = kMeans;
    this.model = model;
    this.names = List.of("x0", "x1");
  }

  /**
   * Returns a plot of samples of two columns.
   *
   * @throws IllegalArgumentException if samples, centres or model have another number of columns
   */
  public static KMeansPlot of(Samples samples, KMeansFit kMeans, GaussianMixture model) {
    Checks.check(
        samples.dimension() == 2,
        "samples must have 2 columns, as circles do, but had %d",
        samples.dimension());
    Checks.check(
        kMeans.centres()[0].length == 2,
        "centres must have 2 numbers, but had %d",
        kMeans.centres()[0].length);
    Checks.features(model.dimension(), samples);
    return new KMeansPlot(samples, kMeans, model);
  }

  /** Names the columns; default {@code x0} and {@code x1}. */
  public KMeansPlot names(String x, String y) {
    names = List.of(x, y);
    return this;
  }

  /** A cluster, with the number that it is shown by. */
  private record Circle(int number, double x, double y, double radius) {}

  @Override
  Figure draw() {
    int[] clusters = kMeans.predict(samples);
    int[] numbers = numbers(clusters);
    List<Circle> circles = circles(clusters, numbers);
    int[] labels = Arrays.stream(clusters).map(k -> numbers[k]).toArray();
    Plane plane = new ColumnPlane(0, 1);
    MarginalMixture mixture = plane.of(model);
    Range[] view = plane.ranges(samples, null);
    view[0] = view[0].padded();
    view[1] = view[1].padded();
    for (Circle circle : circles) {
      double by = 1.03 * circle.radius();
      view[0] = view[0].union(new Range(circle.x(), circle.x()).grown(by));
      view[1] = view[1].union(new Range(circle.y(), circle.y()).grown(by));
    }
    double radius = Clusters.radius(samples.count());
    List<Layer> left = List.of(
        (g, projection) -> circles.forEach(circle -> paint(g, projection, circle)),
        Clusters.layer(
            samples, plane, null, null, new Groups(labels, null), Clusters.Sizes.EQUAL, radius),
        (g, projection) -> circles.forEach(circle -> paintNumber(g, projection, circle)));
    List<Layer> right = List.of(
        Clusters.layer(
            samples, plane, Clustering.of(model), null, null, Clusters.Sizes.EQUAL, radius),
        MixtureLayers.ellipses(mixture),
        MixtureLayers.numbers(mixture));
    Panel[][] panels = {{panel("k-means", view, left), panel("Gaussian mixture", view, right)}};
    int groups = Math.max(model.components(), 1 + Arrays.stream(numbers).max().orElse(0));
    int suitable = suitableHeight(panels[0][0], width / 2.0 - 60);
    return Layout.figure(title, width, suitable, panels, legend(groups, radius));
  }

  /** Returns new numbers of the clusters: those, and so the colours, of the components that share most samples. */
  private int[] numbers(int[] labels) {
    int clusters = kMeans.centres().length;
    int[] matching = LabelAgreement.between(model.predict(samples), labels).matching();
    int[] numbers = new int[clusters];
    Arrays.fill(numbers, -1);
    System.arraycopy(matching, 0, numbers, 0, matching.length);
    for (int k = 0; k < clusters; k++) {
      int free = 0;
      while (numbers[k] < 0 && isAmong(numbers, free)) {
        free++;
      }
      numbers[k] = numbers[k] < 0 ? free : numbers[k];
    }
    return numbers;
  }

  private static boolean isAmong(int[] numbers, int number) {
    return Arrays.stream(numbers).anyMatch(n -> n == number);
  }

  private Panel panel(String heading, Range[] view, List<Layer> layers) {
    return new Panel(
        heading,
        heading + " on " + samples.count() + " samples",
        Axis.of(names.get(0), view[0]),
        Axis.of(names.get(1), view[1]),
        Aspect.EQUAL,
        layers);
  }

  private List<Circle> circles(int[] clusters, int[] numbers) {
    double[][] centres = kMeans.centres();
    double[] radii = new double[centres.length];
    SampleScan.visit(samples, new int[] {0, 1}, (row, values, offset, weight) -> {
      int k = clusters[(int) row];
      double distance =
          Math.hypot(values[offset] - centres[k][0], values[offset + 1] - centres[k][1]);
      radii[k] = Math.max(radii[k], distance);
    });
    List<Circle> circles = new ArrayList<>();
    for (int k = 0; k < centres.length; k++) {
      circles.add(new Circle(numbers[k], centres[k][0], centres[k][1], radii[k]));
    }
    return circles;
  }

  private static void paint(Graphics2D g, Projection projection, Circle circle) {
    double r = circle.radius();
    Shape shape = projection
        .transform()
        .createTransformedShape(new Ellipse2D.Double(circle.x() - r, circle.y() - r, 2 * r, 2 * r));
    Color color = Palette.component(circle.number());
    DrawingGroup.draw(g, "circle of cluster " + circle.number(), () -> {
      g.setColor(Palette.translucent(color, 0.12));
      g.fill(shape);
      g.setColor(Palette.translucent(color.darker(), 0.7));
      g.setStroke(Palette.solid(1.2));
      g.draw(shape);
    });
  }

  private static void paintNumber(Graphics2D g, Projection projection, Circle circle) {
    MixtureLayers.label(
        g,
        Integer.toString(circle.number()),
        Text.HEADING,
        projection.x(circle.x()),
        projection.y(circle.y()) + 4.5);
  }

  private Legend legend(int groups, double radius) {
    Legend legend = new Legend();
    if (groups <= MOST_ENTRIES) {
      IntStream.range(0, groups)
          .forEach(k -> legend.mark(
              Integer.toString(k), Palette.component(k), Mark.component(k), Math.max(3.5, radius)));
    }
    legend.ring("to the farthest member", Palette.MUTED, 6);
    legend.line("1\u03c3", Palette.INK, Palette.solid(MixtureLayers.INNER_WIDTH));
    return legend.line("2\u03c3", Palette.INK, Palette.solid(MixtureLayers.OUTER_WIDTH));
  }

  @Override
  KMeansPlot self() {
    return this;
  }
}
