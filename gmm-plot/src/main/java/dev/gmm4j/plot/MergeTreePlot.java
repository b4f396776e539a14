package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.clustering.ComponentMerging;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree in which components merge to clusters: components at its foot, one cluster at its top, the number of clusters up
 * its side. Each joint tells by how much it lowers the entropy, in nats. A cut shows one of the clusterings, its clusters in
 * their colours.
 */
public final class MergeTreePlot extends Plot<MergeTreePlot> {
  private static final double RADIUS = 5;

  /** With more components there is no room for the numbers at joints. */
  private static final int MOST_NUMBERS = 12;

  /** Half the distance between the number of clusters before a joint and after it, where the cut goes. */
  private static final double HALF = 0.5;

  private final ComponentMerging merging;
  private int cut;
  private String cutName = "cut";

  private MergeTreePlot(ComponentMerging merging) {
    super(520, 440);
    this.merging = merging;
    this.cut = merging.model().components();
  }

  /** Returns a plot of merging; without a cut, components are in their colours. */
  public static MergeTreePlot of(ComponentMerging merging) {
    return new MergeTreePlot(merging);
  }

  /**
   * Cuts the tree where there are so many clusters.
   *
   * @param name what the cut is, for the legend
   * @throws IllegalArgumentException if there are not 1 to {@code K} clusters
   */
  public MergeTreePlot cut(String name, int clusters) {
    int components = merging.model().components();
    check(
        clusters >= 1 && clusters <= components,
        "clusters must be in [1, %d], but were %d",
        components,
        clusters);
    cut = clusters;
    cutName = name;
    return this;
  }

  @Override
  Figure draw() {
    int components = merging.model().components();
    MergeTree tree = MergeTree.of(merging);
    int[] cluster = merging.clusters(cut);
    List<Layer> layers = new ArrayList<>();
    boolean isCut = cut > 1 && cut < components;
    if (isCut) {
      layers.add((g, projection) -> paintCut(g, projection));
    }
    layers.add((g, projection) -> paint(g, projection, tree, tree.leaves(), cluster));
    Panel panel = new Panel(
        "",
        "tree of " + components + " components" + describe(tree),
        new Axis("component", new Range(-0.7, components - 0.3), Axis.Ticks.NONE),
        new Axis("clusters", new Range(-components - 0.6, -0.3), Axis.Ticks.DESCENDING_INTEGERS),
        Aspect.FREE,
        layers);
    Legend legend = new Legend();
    if (isCut) {
      legend.line(cutName + ": " + cut + " clusters", Palette.MUTED, Palette.dashed(1.4));
    }
    if (components > 1 && components <= MOST_NUMBERS) {
      legend.note("numbers: drop of the entropy");
    }
    return Layout.figure(title, width, height, panel, legend);
  }

  private static String describe(MergeTree tree) {
    if (tree.first() == null || tree.second() == null) {
      return "";
    }
    return describe(tree.first()) + describe(tree.second()) + ", "
        + tree.first().leaves() + " with " + tree.second().leaves();
  }

  private void paintCut(Graphics2D g, Projection projection) {
    double y = projection.y(-cut + HALF);
    DrawingGroup.draw(g, cutName, () -> {
      g.setColor(Palette.MUTED);
      g.setStroke(Palette.dashed(1.4));
      g.draw(new Line2D.Double(projection.area().getMinX(), y, projection.area().getMaxX(), y));
    });
  }

  private void paint(
      Graphics2D g, Projection projection, MergeTree node, List<Integer> order, int[] cluster) {
    double x = projection.x(node.place(order));
    double y = projection.y(-node.clusters());
    Color color = color(node, cluster);
    MergeTree first = node.first();
    MergeTree second = node.second();
    if (first == null || second == null) {
      int k = node.leaves().get(0);
      DrawingGroup.draw(g, "component " + k, () -> {
        g.setColor(color);
        g.fill(Mark.component(cluster[k]).at(x, y, RADIUS));
        g.setColor(Palette.INK);
        Text.draw(g, Integer.toString(k), Text.BODY, x, y + 19, Text.Anchor.MIDDLE);
      });
      return;
    }
    for (MergeTree below : List.of(first, second)) {
      double from = projection.x(below.place(order));
      Path2D branch = new Path2D.Double();
      branch.moveTo(from, projection.y(-below.clusters()));
      branch.lineTo(from, y);
      g.setColor(color(below, cluster));
      g.setStroke(Palette.solid(2));
      g.draw(branch);
    }
    double left = projection.x(first.place(order));
    double right = projection.x(second.place(order));
    DrawingGroup.draw(g, first.leaves() + " with " + second.leaves(), () -> {
      g.setColor(color);
      g.setStroke(Palette.solid(2));
      g.draw(new Line2D.Double(left, y, right, y));
    });
    paint(g, projection, first, order, cluster);
    paint(g, projection, second, order, cluster);
    if (order.size() <= MOST_NUMBERS) {
      String drop = Text.number(node.entropyDrop(), 3);
      MixtureLayers.label(g, drop, Text.TICK, x, y - 5);
    }
  }

  /** What is in one cluster has its colour; what joins several has none. */
  private static Color color(MergeTree node, int[] cluster) {
    int first = cluster[node.leaves().get(0)];
    boolean isOne = node.leaves().stream().allMatch(k -> cluster[k] == first);
    return isOne ? Palette.component(first) : Palette.INK;
  }

  @Override
  MergeTreePlot self() {
    return this;
  }
}
