package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.Aspect;
import dev.gmm4j.plot.EmRecording;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.ScatterPlot;
import dev.gmm4j.plot.TracePlot;
import java.util.ArrayList;
import java.util.List;

/** What spherical, diagonal and full covariances can follow; and a fit from its initialization to its end. */
final class ShapesExample implements Example {
  @Override
  public String name() {
    return "shapes";
  }

  @Override
  public String summary() {
    return "spherical, diagonal and full covariances; contours at start and end";
  }

  @Override
  public void run(Notebook notebook) {
    LabelledSamples drawn = truth().sample(100, 11);
    Samples samples = Samples.of(drawn.rows());

    // The same initialization for all three shapes, and what each makes of it.
    List<Figure> figures = new ArrayList<>();
    for (CovarianceType shape :
        new CovarianceType[] {CovarianceType.SPHERICAL, CovarianceType.DIAGONAL, CovarianceType.FULL
        }) {
      GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
          .components(3)
          .covarianceType(shape)
          .initialization(Initialization.labels(drawn.labels()))
          .tolerance(1e-12)
          .build()
          .fit(samples);
      String name = fit.model().covarianceModel().label();
      notebook.result(name + " parameters", (double) fit.model().freeParameters());
      notebook.result(name + " log-likelihood", fit.logLikelihood());
      notebook.result(name + " BIC", fit.bic());
      figures.add(scatter(samples, fit.model(), name + " covariances"));
    }
    notebook.figure("shapes", Figure.row(figures.toArray(new Figure[0])));

    // From three of the samples as centres to convergence.
    EmRecording recording = new EmRecording();
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.randomSamples())
        .seed(6)
        .tolerance(1e-8)
        .listener(recording)
        .build()
        .fit(samples);
    notebook.result("converged at iteration", fit.iterations());
    notebook.result("log-likelihood", fit.logLikelihood());
    notebook.figure(
        "shapes-start-and-end",
        Figure.row(
            scatter(samples, recording.bestSteps().get(0).model(), "Start"),
            scatter(samples, fit.model(), "After " + fit.iterations() + " iterations")));
    notebook.figure(
        "shapes-trace",
        TracePlot.of(fit).title("Converged at iteration " + fit.iterations()).figure());
  }

  /** A quarter, a half and a quarter of the samples come from these. */
  private static GaussianMixture truth() {
    return GaussianMixture.of(
        new double[] {0.25, 0.5, 0.25},
        new double[][] {{-3, 0}, {1, 2}, {3, -3}},
        Covariances.full(new double[][][] {
          {{1.0, 0.8}, {0.8, 1.0}}, {{1.5, -0.9}, {-0.9, 1.0}}, {{0.4, 0.0}, {0.0, 1.6}}
        }));
  }

  private static Figure scatter(Samples samples, GaussianMixture model, String title) {
    return ScatterPlot.of(samples)
        .names("x", "y")
        .model(model)
        .aspect(Aspect.EQUAL)
        .view(-7.5, 6.5, -7.5, 7)
        .title(title)
        .size(460, 500)
        .figure();
  }
}
