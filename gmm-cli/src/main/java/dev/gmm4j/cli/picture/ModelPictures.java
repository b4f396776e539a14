package dev.gmm4j.cli.picture;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.RestartReport;
import dev.gmm4j.TrimmedRows;
import dev.gmm4j.bayesian.BayesianRestart;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.io.ClassLabels;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.plot.ClusterPlot;
import dev.gmm4j.plot.DensityPlot;
import dev.gmm4j.plot.Directions;
import dev.gmm4j.plot.EmAnimation;
import dev.gmm4j.plot.EmRecording;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.PairPlot;
import dev.gmm4j.plot.ScatterPlot;
import dev.gmm4j.plot.TracePlot;
import dev.gmm4j.student.StudentMixture;
import dev.gmm4j.student.StudentMixtureFit;
import dev.gmm4j.student.StudentRestart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws; where no picture is asked for, this class is not loaded, nor what it draws with. */
public final class ModelPictures {
  /** Features of a picture where there is no room for all and the user chose none. */
  private static final int FEW = 5;

  private final Dataset dataset;
  private final GaussianMixture model;
  private final GaussianMixture[] draws;
  private final @Nullable MixtureClassifier classifier;

  /** The mixture of t distributions that is drawn; the model then has its locations and scale matrices. */
  private final @Nullable StudentMixture student;

  /** The factor analysers that are drawn; the model then is the same mixture of full covariances. */
  private final @Nullable FactorMixture factors;

  private boolean @Nullable [] crossed;
  private String crossedAre = "";

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
    this.classifier = null;
    this.student = null;
    this.factors = null;
  }

  /** Creates what draws data and a mixture of t distributions, of its features as they are. */
  public ModelPictures(Dataset dataset, StudentMixture model) {
    this.dataset = dataset;
    this.model = model.withGaussianComponents();
    this.draws = new GaussianMixture[0];
    this.classifier = null;
    this.student = model;
    this.factors = null;
  }

  /** Creates what draws data and a mixture of factor analysers. */
  public ModelPictures(Dataset dataset, FactorModelFile file) {
    this.dataset = dataset;
    this.model = file.toMixture();
    this.draws = new GaussianMixture[0];
    this.classifier = null;
    this.student = null;
    this.factors = file.model();
  }

  /** Creates what draws data and a classifier: known classes in the colours of its own. */
  public ModelPictures(Dataset dataset, MixtureClassifier classifier) {
    this.dataset = dataset;
    this.model = classifier.mixtureOverClasses();
    this.draws = new GaussianMixture[0];
    this.classifier = classifier;
    this.student = null;
    this.factors = null;
  }

  /** Crosses samples that the fit left out, where there are any. */
  public ModelPictures trimmed(@Nullable TrimmedRows rows) {
    if (rows == null) {
      return this;
    }
    boolean[] flags = new boolean[Math.toIntExact(dataset.samples().count())];
    for (int row : rows.rows()) {
      flags[row] = true;
    }
    return cross(flags, "trimmed");
  }

  /**
   * Crosses some samples in pictures of two features and more.
   *
   * @param flags whether each sample is crossed
   * @param what they are, for the legend
   */
  public ModelPictures cross(boolean[] flags, String what) {
    crossed = flags;
    crossedAre = what;
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

  /** Returns a picture of a fit of t distributions. */
  public static Figure of(StudentMixtureFit fit, Dataset dataset, Picture picture) {
    return picture.kind() == PictureKind.TRACE
        ? studentTrace(fit.restarts(), traceTitle(picture, dataset))
        : new ModelPictures(dataset, fit.model()).figure(picture);
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
    return switch (picture.kind()) {
      case DENSITY -> density(picture.axes().get(0), title).figure();
      case SCATTER, CONTOUR, DIRECTIONS -> scatter(picture, title).figure();
      case CERTAINTY -> scatter(picture, title).sizeByCertainty().figure();
      case CLUSTERS -> clusters(picture, title).figure();
      case PAIRS -> pairs(picture, title).figure();
      case MEANS -> ImagePictures.means(model, picture.imageWidth(), title);
      case LOADINGS -> ImagePictures.loadings(requireFactors(), picture.imageWidth(), title);
      case AUTO, TRACE ->
        throw new IllegalArgumentException(
            "a picture of data must have a kind, but had " + picture.kind());
    };
  }

  private FactorMixture requireFactors() {
    if (factors == null) {
      throw new IllegalArgumentException("loadings need a mixture of factor analysers");
    }
    return factors;
  }

  private DensityPlot density(int axis, String title) {
    DensityPlot plot = DensityPlot.of(dataset.samples())
        .column(axis)
        .name(names().get(axis))
        .draws(draws)
        .title(title);
    if (student == null) {
      plot.model(model);
    } else {
      plot.model(student);
    }
    KnownClasses classes = classes();
    return classes == null ? plot : plot.labels(classes.labels(), classes.names());
  }

  private ScatterPlot scatter(Picture picture, String title) {
    ScatterPlot plot = ScatterPlot.of(dataset.samples())
        .names(names())
        .draws(draws)
        .title(title)
        .overlays(overlays(picture));
    MixtureClassifier drawn = classifier;
    if (student != null) {
      plot.model(student);
    } else if (drawn == null) {
      plot.model(model);
    } else {
      plot.classifier(named(drawn));
    }
    if (picture.isProjected()) {
      plot.directions(directions(picture.directions()));
    } else {
      plot.columns(picture.axes().get(0), picture.axes().get(1));
    }
    KnownClasses classes = classes();
    if (classes != null) {
      plot.labels(classes.labels(), classes.names());
    }
    if (crossed != null) {
      plot.cross(crossed, crossedAre);
    }
    if (classes != null && drawn != null) {
      boolean[] errors = errors(drawn, classes);
      if (IntStream.range(0, errors.length).anyMatch(i -> errors[i])) {
        plot.flag(errors, "decided for another class");
      }
    }
    return plot;
  }

  private static ScatterPlot.Overlay[] overlays(Picture picture) {
    List<ScatterPlot.Overlay> overlays = new ArrayList<>();
    boolean isContoured = picture.kind() == PictureKind.CONTOUR
        || picture.kind() == PictureKind.CLUSTERS
        || picture.kind() == PictureKind.DIRECTIONS;
    // Regions tell what ellipses would.
    if (picture.kind() != PictureKind.DIRECTIONS) {
      overlays.add(ScatterPlot.Overlay.ELLIPSES);
    }
    if (isContoured) {
      overlays.add(ScatterPlot.Overlay.CONTOURS);
    }
    if (picture.shade() == Shade.REGIONS) {
      overlays.add(ScatterPlot.Overlay.REGIONS);
    }
    if (picture.shade() == Shade.UNCERTAINTY) {
      overlays.add(ScatterPlot.Overlay.UNCERTAINTY);
    }
    return overlays.toArray(ScatterPlot.Overlay[]::new);
  }

  private static Directions directions(DirectionChoice choice) {
    return switch (choice.basis()) {
      case MOST_APART -> Directions.mostApart();
      case LAMBDA -> Directions.lambda(choice.lambda());
      case CRIMCOORDS -> Directions.crimcoords();
    };
  }

  /** Returns what the picture of directions multiplies features by, shape {@code 2*d}. */
  public double[][] coefficients(Picture picture) {
    Directions found = directions(picture.directions());
    return classifier == null ? found.coefficients(model) : found.coefficients(classifier);
  }

  private boolean[] errors(MixtureClassifier decided, KnownClasses classes) {
    int[] predicted = decided.predict(dataset.samples());
    boolean[] errors = new boolean[predicted.length];
    for (int i = 0; i < errors.length; i++) {
      int truth = classes.labels()[i];
      errors[i] = truth < decided.classes().size() && truth != predicted[i];
    }
    return errors;
  }

  /** Returns a classifier whose classes have the names that pictures show. */
  private MixtureClassifier named(MixtureClassifier given) {
    ClassLabels read = dataset.classes();
    return MixtureClassifier.builder(
            KnownClasses.named(read == null ? "class" : read.column(), given.classes()),
            given.mixtures())
        .priors(given.priors(), given.priorsAre())
        .commonCovariance(given.commonCovariance())
        .backend(model.backend())
        .build();
  }

  private ClusterPlot clusters(Picture picture, String title) {
    ClusterPlot plot = clusters();
    plot.names(names()).draws(draws).title(title).overlays(overlays(picture));
    if (picture.isProjected()) {
      plot.directions(directions(picture.directions()));
    } else {
      plot.columns(picture.axes().get(0), picture.axes().get(1));
    }
    if (crossed != null) {
      plot.cross(crossed, crossedAre);
    }
    KnownClasses classes = classes();
    return classes == null ? plot : plot.labels(classes.labels(), classes.names());
  }

  private ClusterPlot clusters() {
    if (student != null) {
      return ClusterPlot.of(dataset.samples(), student);
    }
    return classifier == null
        ? ClusterPlot.of(dataset.samples(), model)
        : ClusterPlot.of(dataset.samples(), named(classifier));
  }

  private PairPlot pairs(Picture picture, String title) {
    PairPlot plot = PairPlot.of(dataset.samples())
        .columns(axes(picture).stream().mapToInt(Integer::intValue).toArray())
        .names(names())
        .draws(draws)
        .title(title)
        .overlays(overlays(picture));
    if (student == null) {
      plot.model(model);
    } else {
      plot.model(student);
    }
    if (crossed != null) {
      plot.cross(crossed, crossedAre);
    }
    KnownClasses classes = classes();
    if (classes == null && classifier != null) {
      MixtureClassifier drawn = named(classifier);
      return plot.labels(drawn.predict(dataset.samples()), drawn.classes());
    }
    return classes == null ? plot : plot.labels(classes.labels(), classes.names());
  }

  private @Nullable KnownClasses classes() {
    ClassLabels read = dataset.classes();
    if (read == null) {
      return null;
    }
    return classifier == null
        ? KnownClasses.of(read)
        : KnownClasses.inOrderOf(classifier.classes(), read);
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

  /** Returns the log-likelihood of restarts of t distributions by iteration; numbered from 1 as above. */
  public static Figure studentTrace(List<StudentRestart> restarts, String title) {
    return trace(
        restarts.stream()
            .map(restart -> new RestartReport(
                restart.index(),
                restart.trace(),
                restart.iterations(),
                restart.converged(),
                restart.events(),
                restart.failure()))
            .toList(),
        title);
  }

  /** Returns the evidence lower bound of restarts of a Bayesian fit by iteration; numbered from 1 as above. */
  public static Figure elboTrace(List<BayesianRestart> restarts, String title) {
    List<RestartReport> numbered = restarts.stream()
        .map(restart -> new RestartReport(
            restart.index() + 1,
            restart.elboTrace(),
            restart.iterations(),
            restart.converged(),
            List.of(),
            null))
        .toList();
    return TracePlot.of(numbered).quantity("ELBO").title(title).figure();
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
    boolean isPart =
        picture.axes().isEmpty() && !picture.isProjected() && picture.imageWidth() == 0;
    String some =
        isPart ? ", " + FEW + " of " + NumberText.count(model.dimension(), "feature") : "";
    return fileName(dataset) + ": " + (classifier == null ? components() : classes(classifier))
        + some;
  }

  /** Components that no sample belongs to are no components of what is seen. */
  private String components() {
    int k = model.components();
    long occupied = IntStream.range(0, k).filter(i -> model.weight(i) > 0).count();
    if (student != null) {
      return NumberText.count(k, "t distribution") + ", scales " + student.covarianceModel();
    }
    String count = NumberText.count(k, "component");
    if (factors != null) {
      return count + ", " + CovarianceChoice.name(factors.model()) + " covariance, "
          + NumberText.count(factors.factors(), "factor");
    }
    return (occupied < k ? occupied + " of " + count + " occupied" : count) + ", "
        + model.covarianceModel().label() + " covariance";
  }

  private static String classes(MixtureClassifier classifier) {
    int count = classifier.classes().size();
    CovarianceModel common = classifier.commonCovariance();
    return (count == 1 ? "1 class, " : count + " classes, ")
        + (common == null ? "a mixture each" : common.label() + " covariance");
  }

  /** Returns what a title calls the data: the name of the file, without its folder. */
  public static String fileName(Dataset dataset) {
    String name = dataset.name();
    return PlainText.of(
        name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
  }
}
