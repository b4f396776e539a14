package dev.gmm4j.plot;

import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.noise.UniformNoise;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples as points in the colours of their components, or as shading where they are many. */
final class Clusters {
  /** More samples than this are shaded. */
  static final int MOST_POINTS = 10_000;

  /** A point of certainty 1, of so many samples. */
  private static final double LARGEST_RADIUS = 4.5;

  private static final double SMALLEST_RADIUS = 1.5;

  /** Line of a point that is not at values of its own. */
  static final double HOLLOW_LINE = 1.2;

  private Clusters() {}

  /** The way in which points are drawn. */
  enum Sizes {
    EQUAL,
    BY_CERTAINTY
  }

  /** Returns the radius of a point among so many, on a plot area of usual size. */
  static double radius(long samples) {
    double radius = 11 / Math.pow((double) Math.max(1, samples), 0.22);
    return Math.max(SMALLEST_RADIUS, Math.min(LARGEST_RADIUS, radius));
  }

  /** Returns the radius of a point of a certainty: its area grows with the square, as the eye sees area. */
  static double radius(double certain, double certainty) {
    return 1.35 * certain * certainty * certainty + 0.15 * certain;
  }

  /** Returns what fills in missing values, or null where none are missing, or the model cannot. */
  static @Nullable Imputation imputation(Samples samples, @Nullable MixtureView model) {
    return model == null || !samples.mayHaveMissingValues() ? null : model.imputation();
  }

  /** Adds to a legend what is done with samples that lack a value in the columns that are shown. */
  static void explainMissing(
      Legend legend,
      Samples samples,
      @Nullable Imputation imputation,
      double radius,
      int... columns) {
    long missing = SampleScan.incomplete(samples, columns);
    if (missing == 0) {
      return;
    }
    if (imputation == null || areShaded(samples)) {
      legend.note(missing + (missing == 1 ? " row lacks" : " rows lack") + " a value: not shown");
    } else {
      legend.hollow("imputed: mean given what is observed", Palette.MUTED, radius);
    }
  }

  static boolean areShaded(Samples samples) {
    return samples.count() > MOST_POINTS;
  }

  /**
   * Returns the layer of the samples in a plane.
   *
   * @param imputation fills in missing values, which are then hollow points, or null where such samples are not drawn; they
   *     are not shaded
   * @param groups of the samples, or null to take the model's components
   */
  static Layer layer(
      Samples samples,
      Plane plane,
      @Nullable Clustering clustering,
      @Nullable Imputation imputation,
      @Nullable Groups groups,
      Sizes sizes,
      double radius) {
    if (areShaded(samples)) {
      return shading(samples, plane, clustering, groups);
    }
    int n = (int) samples.count();
    int @Nullable [] labels = groups == null ? null : groups.labels();
    Points points = new Points(n, clustering != null || groups != null, groups, radius);
    SampleScan.visit(
        samples,
        groups == null || sizes == Sizes.BY_CERTAINTY ? clustering : null,
        imputation,
        plane.columns(),
        (row, values, offset, weight, component, certainty, imputed) -> points.add(
            plane.place(0, values, offset),
            plane.place(1, values, offset),
            labels == null ? component : labels[(int) row],
            sizes == Sizes.EQUAL ? radius : radius(radius, certainty),
            imputed));
    return points;
  }

  private static Layer shading(
      Samples samples, Plane plane, @Nullable Clustering clustering, @Nullable Groups groups) {
    int @Nullable [] labels = groups == null ? null : groups.labels();
    Range[] ranges = plane.ranges(samples, null);
    DensityShading shading = new DensityShading(ranges[0], ranges[1]);
    boolean coloured = clustering != null || labels != null;
    SampleScan.visit(
        samples,
        labels == null ? clustering : null,
        null,
        plane.columns(),
        (row, values, offset, weight, component, certainty, imputed) -> {
          int label = labels == null ? component : labels[(int) row];
          shading.add(
              plane.place(0, values, offset),
              plane.place(1, values, offset),
              weight,
              coloured ? Palette.component(label) : Palette.NEUTRAL);
        });
    return (g, projection) -> DrawingGroup.draw(g, "samples", () -> shading.paint(g, projection));
  }

  private static final class Points implements Layer {
    private final boolean coloured;
    private final @Nullable Groups groups;
    private final double[] xs;
    private final double[] ys;
    private final int[] labels;
    private final double[] radii;
    private final boolean[] hollow;
    private final double opacity;
    private int size;

    Points(int capacity, boolean coloured, @Nullable Groups groups, double radius) {
      this.coloured = coloured;
      this.groups = groups;
      xs = new double[capacity];
      ys = new double[capacity];
      labels = new int[capacity];
      radii = new double[capacity];
      hollow = new boolean[capacity];
      opacity = radius > 3 ? 0.8 : 0.6;
    }

    void add(double x, double y, int label, double radius, boolean imputed) {
      xs[size] = x;
      ys[size] = y;
      labels[size] = label;
      radii[size] = radius;
      hollow[size] = imputed;
      size++;
    }

    @Override
    public void paint(Graphics2D g, Projection projection) {
      if (!coloured) {
        DrawingGroup.draw(g, "samples", () -> paint(g, projection, indices(0), Palette.NEUTRAL));
        return;
      }
      int last = Arrays.stream(labels, 0, size).max().orElse(0);
      for (int k = UniformNoise.LABEL; k <= last; k++) {
        List<Integer> members = indices(k);
        Color color = Palette.component(k);
        String name = name(k);
        if (!members.isEmpty()) {
          DrawingGroup.draw(g, name, () -> paint(g, projection, members, color));
        }
      }
    }

    private String name(int group) {
      if (group < 0) {
        return "noise";
      }
      return groups != null && groups.areNamed()
          ? "samples of " + groups.name(group)
          : "samples of component " + group;
    }

    /** Large points first, so that small ones are not hidden. */
    private List<Integer> indices(int label) {
      return java.util.stream.IntStream.range(0, size)
          .filter(i -> labels[i] == label)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -radii[i]))
          .toList();
    }

    private void paint(Graphics2D g, Projection projection, List<Integer> members, Color color) {
      g.setColor(Palette.translucent(color, opacity));
      g.setStroke(Palette.solid(HOLLOW_LINE));
      for (int i : members) {
        Mark mark = coloured ? Mark.component(labels[i]) : Mark.CIRCLE;
        Shape shape = mark.at(projection.x(xs[i]), projection.y(ys[i]), radii[i]);
        if (hollow[i]) {
          g.draw(shape);
        } else {
          g.fill(shape);
        }
      }
    }
  }
}
