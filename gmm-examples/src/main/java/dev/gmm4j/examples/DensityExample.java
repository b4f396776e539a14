package dev.gmm4j.examples;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.plot.CriterionPlot;
import dev.gmm4j.plot.ScatterPlot;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.List;
import java.util.stream.IntStream;

/** The density of real data: the eruptions of Old Faithful. */
final class DensityExample implements Example {
  private static final int FEWEST = 2;
  private static final int MOST = 6;

  @Override
  public String name() {
    return "density";
  }

  @Override
  public String summary() {
    return "the eruptions of Old Faithful: as many components as BIC says, contours";
  }

  @Override
  public void run(Notebook notebook) {
    Samples samples = Samples.of(ExampleData.rows("faithful.csv", "eruptions", "waiting"));

    // How many components, and of which shape? BIC weighs likelihood against parameters.
    List<CovarianceModel> shapes =
        List.of(CovarianceModel.EEE, CovarianceModel.VEE, CovarianceModel.VVV, CovarianceModel.VVI);
    ModelSelectionResult selection =
        ModelSelection.builder().components(FEWEST, MOST).models(shapes).build().select(samples);
    int[] numbers = IntStream.rangeClosed(FEWEST, MOST).toArray();
    CriterionPlot criterion =
        CriterionPlot.of("BIC").title("Old Faithful: the smallest BIC is the best");
    for (CovarianceModel shape : shapes) {
      criterion.curve(shape.name(), numbers, bic(selection, shape));
    }
    notebook.figure("density-bic", criterion.figure());

    GaussianMixture model = selection.bestFit().model();
    notebook.say("best: %s with %d components", model.covarianceModel(), model.components());
    notebook.result("components", model.components());
    notebook.result("log-likelihood", model.logLikelihood(samples));
    notebook.result("BIC", model.bic(samples));

    // A density can be asked anywhere, and drawn from.
    notebook.result("log-density at (2, 55)", model.logDensity(new double[] {2, 55}));
    notebook.result("log-density at (3, 65)", model.logDensity(new double[] {3, 65}));
    notebook.figure(
        "density",
        ScatterPlot.of(samples)
            .names("eruption (min)", "waiting (min)")
            .model(model)
            .title("Old Faithful: contours around 10 to 99 % of the mixture")
            .figure());
  }

  /** Returns the criterion of one shape by number of components, for the picture. */
  private static double[] bic(ModelSelectionResult selection, CovarianceModel shape) {
    return selection.candidates().stream()
        .filter(candidate -> candidate.covariance() == shape)
        .mapToDouble(candidate -> candidate.value(SelectionCriterion.BIC))
        .toArray();
  }
}
