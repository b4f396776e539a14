package dev.gmm4j.cli.picture;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.TrimmedRows;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.io.ClassLabels;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.plot.ClusterPlot;
import dev.gmm4j.plot.DensityPlot;
import dev.gmm4j.plot.EmAnimation;
import dev.gmm4j.plot.EmRecording;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.PairPlot;
import dev.gmm4j.plot.ScatterPlot;
import dev.gmm4j.plot.TracePlot;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws; where no picture is asked for, this class is not loaded, nor what it draws with. */
public final class ModelPictures {
  /** Features of a picture where there is no room for all and the user chose none. */
  private static final int FEW = 5;

  private final Dataset dataset;
  private final GaussianMixture model;
  private final GaussianMixture[] draws;
  private @Nullable TrimmedRows trimmed;

  /** Creates what draws data and a model. */
  public ModelPictures(Dataset dataset, GaussianMixture model) {
    this(dataset, model, new GaussianMixture[0]);
  }

  /**
   * Creates what draws data, a model, and mixtures drawn from its posterior as thin lines, where there is room for them: over
   * densities of one feature and scatter plots.
   */
  public ModelPictures(Dataset dataset, GaussianMixture model, GaussianMixture[] draws) {
    this.dataset = dataset;
    this.model = model;
    this.draws = draws;
  }

  /** Marks samples that the fit left out, where there are any, in pictures of two features. */
  public ModelPictures trimmed(@Nullable TrimmedRows rows) {
    trimmed = rows;
    return this;
  }

  /**
   * Draws something small, so that a machine that can draw nothing is found out before time is spent.
   *
   * @throws dev.gmm4j.plot.PlotException if nothing can be drawn
   */
  public static void requireDrawing() {
    trace(List.of(new RestartReport(0, List.of(0.0), 0, false, List.of(), null)), "")
        .toImage(0.1);
  }

  /** Returns a picture of a fit. */
  public static Figure of(GaussianMixtureFit fit, Dataset dataset, Picture picture) {
    return picture.kind() == PictureKind.TRACE
        ? trace(fit.restarts(), traceTitle(picture, dataset))
        : new ModelPictures(dataset, fit.model()).trimmed(fit.trimmed()).figure(picture);
  }

  /** Returns the title of a trace. */
  public static String traceTitle(Picture picture, Dataset dataset) {
    return picture.title().isEmpty()
        ? fileName(dataset) + ": log-likelihood by iteration"
        : picture.title();
  }

  /** Returns a picture of data and model, which a trace is not. */
  public Figure figure(Picture picture) {
    return figure(picture, picture.title().isEmpty() ? title(picture) : picture.title());
  }

  private List<Integer> axes(Picture picture) {
    return picture.axes().isEmpty() ? FeatureSeparation.largest(model, FEW) : picture.axes();
  }

  /** Returns the names of the features as pictures show them. */
  private List<String> names() {
    return dataset.columnNames().stream().map(PlainText::of).toList();
  }

  /** Returns the same under another title, which may be empty. */
  public Figure figure(Picture picture, String title) {
    List<Integer> axes = axes(picture);
    return switch (picture.kind()) {
      case DENSITY -> density(axes.get(0), title).figure();
      case SCATTER ->
        scatter(axes, title).overlays(ScatterPlot.Overlay.ELLIPSES).figure();
      case CONTOUR -> scatter(axes, title).figure();
      case CERTAINTY ->
        scatter(axes, title)
            .overlays(ScatterPlot.Overlay.ELLIPSES)
            .sizeByCertainty()
            .figure();
      case CLUSTERS -> clusters(axes, title).figure();
      case PAIRS -> pairs(axes, title).figure();
      case AUTO, TRACE ->
        throw new IllegalArgumentException(
            "a picture of data must have a kind, but had " + picture.kind());
    };
  }

  private DensityPlot density(int axis, String title) {
    DensityPlot plot = DensityPlot.of(dataset.samples())
        .column(axis)
        .name(names().get(axis))
        .model(model)
        .draws(draws)
        .title(title);
    ClassLabels classes = dataset.classes();
    return classes == null ? plot : plot.labels(classes.labels(), names(classes));
  }

  private ScatterPlot scatter(List<Integer> axes, String title) {
    ScatterPlot plot = ScatterPlot.of(dataset.samples())
        .columns(axes.get(0), axes.get(1))
        .names(names())
        .model(model)
        .draws(draws)
        .title(title);
    TrimmedRows left = trimmed;
    if (left != null) {
      boolean[] flags = new boolean[Math.toIntExact(dataset.samples().count())];
      for (int row : left.rows()) {
        flags[row] = true;
      }
      plot.cross(flags, "trimmed");
    }
    ClassLabels classes = dataset.classes();
    return classes == null ? plot : plot.labels(classes.labels(), names(classes));
  }

  private ClusterPlot clusters(List<Integer> axes, String title) {
    ClusterPlot plot = ClusterPlot.of(dataset.samples(), model)
        .columns(axes.get(0), axes.get(1))
        .names(names())
        .title(title);
    ClassLabels classes = dataset.classes();
    return classes == null ? plot : plot.labels(classes.labels(), names(classes));
  }

  private PairPlot pairs(List<Integer> axes, String title) {
    PairPlot plot = PairPlot.of(dataset.samples())
        .columns(axes.stream().mapToInt(Integer::intValue).toArray())
        .names(names())
        .model(model)
        .title(title);
    ClassLabels classes = dataset.classes();
    return classes == null ? plot : plot.labels(classes.labels(), names(classes));
  }

  /** A legend's number, or nothing at all, does not tell what it is of. */
  static List<String> names(ClassLabels classes) {
    return classes.names().stream()
        .map(name -> name.isEmpty()
            ? classes.column() + " empty"
            : name.matches("[-+.0-9eE]+") ? classes.column() + " " + name : name)
        .toList();
  }

  /**
   * Returns the log-likelihood of restarts by iteration; they are numbered from 1, as everywhere in the command line.
   */
  public static Figure trace(List<RestartReport> restarts, String title) {
    List<RestartReport> numbered = restarts.stream()
        .map(restart -> new RestartReport(
            restart.index() + 1,
            restart.trace(),
            restart.iterations(),
            restart.converged(),
            restart.events(),
            restart.failure()))
        .toList();
    return TracePlot.of(numbered).title(title).figure();
  }

  /** Writes the way of EM to the model. */
  public void writeAnimation(
      Picture picture, List<EmRecording.Step> steps, Path file, double scale) {
    EmAnimation.of(dataset.samples(), steps)
        .columns(picture.axes().stream().mapToInt(Integer::intValue).toArray())
        .names(names().toArray(new String[0]))
        .title(picture.title())
        .animation()
        .writeGif(file, scale);
  }

  /** Writes a picture, in the format that the end of the file's name tells. */
  public static void write(Figure figure, Path file, double scale) {
    if (PictureFile.hasFormat(file, ".svg")) {
      figure.writeSvg(file);
    } else {
      figure.writePng(file, scale);
    }
  }

  /** Features that the user did not choose are told to be some of many. */
  private String title(Picture picture) {
    int k = model.components();
    String some = picture.axes().isEmpty()
        ? ", " + FEW + " of " + NumberText.count(model.dimension(), "feature")
        : "";
    return fileName(dataset) + ": " + NumberText.count(k, "component") + ", "
        + model.covarianceModel().label() + " covariance" + some;
  }

  /** Returns what a title calls the data: the name of the file, without its folder. */
  public static String fileName(Dataset dataset) {
    String name = dataset.name();
    return PlainText.of(
        name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
  }
}
