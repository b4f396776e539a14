package dev.gmm4j.cli.fit;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.ShellCommandLine;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.Picture;
import dev.gmm4j.cli.picture.PictureFile;
import dev.gmm4j.cli.picture.PictureKind;
import dev.gmm4j.cli.picture.PictureOptions;
import dev.gmm4j.cli.picture.PosteriorPictures;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.StudentModelFile;
import dev.gmm4j.student.StudentMixtureFit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The pictures that a fit leaves beside its model. No method has a type of what draws, which would be loaded with the options.
 */
@OptionGroup.In(OptionGroup.PICTURES)
final class FitPictures {
  /** Mixtures that are drawn from a posterior. */
  static final int DRAWS = 20;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png|svg",
      description = "Where to write a picture of data and model.")
  private @Nullable Path plot;

  @Option(
      names = "--animate",
      paramLabel = "FILE.gif",
      description =
          "Where to write how EM went, from its start to its end, of one or two features.")
  private @Nullable Path animation;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Where to write a page with parameters, diagnostics and pictures. It needs no other file.")
  private @Nullable Path report;

  @Mixin
  private final PictureOptions options = new PictureOptions();

  private @Nullable EmStepRecorder steps;

  /** The samples and model that the pictures of a fit show: nothing that cannot be drawn is left to find out. */
  record Plan(
      @Nullable Picture plot,
      @Nullable Picture animation,
      @Nullable Picture report) {}

  /**
   * Checks what can be checked before the data is read.
   *
   * @throws ParameterException if files cannot be written, or something is asked of no picture
   */
  void check() {
    PictureFile.check(command, "--plot", plot, PictureFile.PICTURE);
    PictureFile.check(command, "--animate", animation, PictureFile.ANIMATION);
    PictureFile.check(command, "--report", report, PictureFile.PAGE);
    options.check();
    requireOneOf("--kind", "--plot");
    requireOneOf("--image-size", "--plot", "--report");
    requireOneOf("--axes", "--plot", "--animate", "--report");
    requireOneOf("--directions", "--plot", "--report");
    requireOneOf("--shade", "--plot");
    requireOneOf("--color-by", "--plot", "--report");
    requireOneOf("--title", "--plot", "--animate", "--report");
    requireOneOf("--scale", "--plot", "--animate");
  }

  private void requireOneOf(String option, String... pictures) {
    if (!options.isGiven(option)) {
      return;
    }
    for (String picture : pictures) {
      if (options.isGiven(picture)) {
        return;
      }
    }
    throw new ParameterException(
        command.commandLine(), option + " needs " + String.join(" or ", pictures));
  }

  /**
   * Checks what can be checked of the data before the fit begins, the machine's means to draw included.
   *
   * @throws ParameterException if a picture cannot be drawn of such data
   */
  Plan plan(Dataset dataset) {
    requireNoLoadings();
    return drawable(new Plan(
        plot == null ? null : options.choose(dataset),
        animation == null ? null : options.chooseAnimated(dataset),
        report == null ? null : options.chooseAny(dataset)));
  }

  private void requireNoLoadings() {
    options.requireNoLoadings("--covariance of a model of factors, such as UUC");
  }

  /**
   * Checks the same for a fit of t distributions, of which there is no animation.
   *
   * @throws ParameterException if a picture cannot be drawn of such data
   */
  Plan planOfTails(Dataset dataset) {
    requireNoLoadings();
    return drawable(new Plan(
        plot == null ? null : options.chooseOfTails(dataset),
        null,
        report == null ? null : options.chooseAny(dataset)));
  }

  /**
   * Checks the same for a fit of factor analysers, whose features may be pixels. They are drawn with full covariances.
   *
   * @throws ParameterException if a picture cannot be drawn of such data
   */
  Plan planOfFactors(Dataset dataset, int components) {
    if (plot != null || report != null) {
      OptionErrors.apply(
          command,
          plot == null ? "--report" : "--plot",
          () -> FactorModelFile.requireAffordable(
              components, dataset.columnNames().size()));
    }
    return drawable(new Plan(
        plot == null ? null : options.choose(dataset),
        null,
        report == null ? null : options.chooseAnyOfFactors(dataset)));
  }

  private Plan drawable(Plan plan) {
    if (plot != null || animation != null || report != null) {
      ModelPictures.requireDrawing();
    }
    return plan;
  }

  /** Returns the column of known classes, or null if pictures have the colours of components. */
  @Nullable
  String classColumn() {
    return options.classColumn();
  }

  boolean areAnimated() {
    return animation != null;
  }

  /** Returns a listener that also keeps the steps of an animation, if there is to be one. */
  FitListener beside(FitListener listener) {
    if (animation == null) {
      return listener;
    }
    EmStepRecorder recorded = new EmStepRecorder();
    steps = recorded;
    return progress -> {
      listener.onProgress(progress);
      recorded.onProgress(progress);
    };
  }

  /** Draws and writes the pictures; returns a line for each. */
  String write(
      Plan plan, Dataset dataset, GaussianMixtureFit fit, FitSummary table, ModelFile model)
      throws IOException {
    StringBuilder written = new StringBuilder();
    if (plot != null && plan.plot() != null) {
      ModelPictures.write(
          ModelPictures.of(fit, dataset, plan.plot()), plot, options.pictureScale());
      append(written, "picture", plot);
    }
    if (animation != null && plan.animation() != null && steps != null) {
      new ModelPictures(dataset, fit.model())
          .writeAnimation(
              plan.animation(),
              steps.of(fit.bestRestart().index()),
              animation,
              options.animationScale());
      append(written, "animation", animation);
    }
    if (plan.report() != null) {
      writeReport(
          new FitPage(ShellCommandLine.of(command), plan.report(), dataset, fit, table, model)
              .toHtml(),
          written);
    }
    return written.toString();
  }

  /** Draws and writes the pictures of a Bayesian fit; returns a line for each. */
  String write(
      Plan plan, Dataset dataset, BayesianMixtureFit fit, FitSummary table, ModelFile model)
      throws IOException {
    StringBuilder written = new StringBuilder();
    MixturePosterior posterior = Objects.requireNonNull(model.posterior());
    Picture picture = plan.plot();
    if (plot != null && picture != null) {
      String title = picture.title().isEmpty()
          ? ModelPictures.fileName(dataset) + ": ELBO by iteration"
          : picture.title();
      ModelPictures.write(
          picture.kind() == PictureKind.TRACE
              ? ModelPictures.elboTrace(fit.restarts(), title)
              : PosteriorPictures.of(dataset, model.model(), posterior, DRAWS).figure(picture),
          plot,
          options.pictureScale());
      append(written, "picture", plot);
    }
    if (plan.report() != null) {
      writeReport(
          new BayesianPage(
                  ShellCommandLine.of(command),
                  plan.report(),
                  dataset,
                  fit,
                  posterior,
                  table,
                  model)
              .toHtml(),
          written);
    }
    return written.toString();
  }

  /** Draws and writes the pictures of a fit of t distributions; returns a line for each. */
  String write(
      Plan plan, Dataset dataset, StudentMixtureFit fit, FitSummary table, StudentModelFile model)
      throws IOException {
    StringBuilder written = new StringBuilder();
    Picture picture = plan.plot();
    if (plot != null && picture != null) {
      ModelPictures.write(ModelPictures.of(fit, dataset, picture), plot, options.pictureScale());
      append(written, "picture", plot);
    }
    if (plan.report() != null) {
      writeReport(
          new StudentPage(ShellCommandLine.of(command), plan.report(), dataset, fit, table, model)
              .toHtml(),
          written);
    }
    return written.toString();
  }

  /** Draws and writes the pictures of a fit of factor analysers; returns a line for each. */
  String write(
      Plan plan, Dataset dataset, FactorMixtureFit fit, FitSummary table, FactorModelFile model)
      throws IOException {
    StringBuilder written = new StringBuilder();
    Picture picture = plan.plot();
    if (plot != null && picture != null) {
      ModelPictures.write(
          picture.kind() == PictureKind.TRACE
              ? ModelPictures.trace(
                  FactorPage.restarts(fit), ModelPictures.traceTitle(picture, dataset))
              : new ModelPictures(dataset, model).figure(picture),
          plot,
          options.pictureScale());
      append(written, "picture", plot);
    }
    if (plan.report() != null) {
      writeReport(
          new FactorPage(ShellCommandLine.of(command), plan.report(), dataset, fit, table, model)
              .toHtml(),
          written);
    }
    return written.toString();
  }

  private void writeReport(String page, StringBuilder written) throws IOException {
    Path file = Objects.requireNonNull(report);
    AtomicFile.writeText(file, writer -> writer.append(page));
    append(written, "report", file);
  }

  private static void append(StringBuilder written, String what, Path file) {
    written
        .append(what)
        .append(" written to ")
        .append(PlainText.of(file.toString()))
        .append('\n');
  }
}
