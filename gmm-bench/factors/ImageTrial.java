import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorStatistics;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.ImageGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Clusters images without their labels, by factor analysers and by regularized full covariances: every third image is held out
 * of the fit. Prints the share of all images in the wrong cluster, after matching clusters to labels, and the log-likelihood an
 * image of those fitted and of those held out; draws images that the mixtures generate, side by side.
 *
 * <p>Arguments: the folder of data, {@code digits} or {@code mnist-2-6}, a file for the picture, the largest number of iterations,
 * then models: one of factors and their number, {@code uuc:8}, or {@code full:R} for full covariances with R times the variances
 * added.
 */
public final class ImageTrial {
  /** Of so many pixels fits are by matrices, whose passes over few images are cheap. */
  private static final int MOST_OF_MATRICES = 64;

  private static final int DRAWN = 20;

  private ImageTrial() {}

  private record Data(double[][] rows, int[] classes) {
    Data part(boolean isHeldOut) {
      int[] chosen = IntStream.range(0, rows.length)
          .filter(i -> (i % 3 == 2) == isHeldOut)
          .toArray();
      return new Data(
          Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(double[][]::new),
          Arrays.stream(chosen).map(i -> classes[i]).toArray());
    }

    Samples samples() {
      return Samples.of(rows);
    }
  }

  private record Fitted(GaussianMixture mixture, int iterations, boolean converged, long parameters) {}

  public static void main(String[] args) throws Exception {
    Data all = args[1].equals("digits") ? digits(Path.of(args[0])) : mnist(Path.of(args[0]));
    Data training = all.part(false);
    Data heldOut = all.part(true);
    int components = (int) Arrays.stream(all.classes()).distinct().count();
    System.out.printf(
        Locale.ROOT,
        "%s: %d images of %d pixels, %d of them held out; %d components%n",
        args[1],
        all.rows().length,
        all.rows()[0].length,
        heldOut.rows().length,
        components);
    List<Figure> generated = new ArrayList<>();
    for (String model : Arrays.copyOfRange(args, 4, args.length)) {
      GaussianMixtureEstimator shared = GaussianMixtureEstimator.builder()
          .components(components)
          .seed(1)
          .maxIterations(Integer.parseInt(args[3]))
          .build();
      long began = System.nanoTime();
      Fitted fitted = fit(model, shared, training.samples());
      double seconds = (System.nanoTime() - began) * 1e-9;
      GaussianMixture mixture = fitted.mixture();
      System.out.printf(
          Locale.ROOT,
          "%s %s: error %.4f, log-likelihood an image %.3f fitted, %.3f held out; %d parameters, %d"
              + " iterations%s, %.1f s%n",
          args[1],
          model,
          LabelAgreement.between(all.classes(), mixture.predict(all.samples()))
              .misclassificationRate(),
          mixture.score(training.samples()).meanLogLikelihood(),
          mixture.score(heldOut.samples()).meanLogLikelihood(),
          fitted.parameters(),
          fitted.iterations(),
          fitted.converged() ? "" : ", not converged",
          seconds);
      generated.add(drawn(mixture, model));
    }
    Figure.row(generated.toArray(Figure[]::new)).writePng(Path.of(args[2]), 1);
  }

  private static Fitted fit(String model, GaussianMixtureEstimator shared, Samples samples) {
    String[] parts = model.split(":");
    if (parts[0].equals("full")) {
      var fit = shared.toBuilder()
          .covariance(CovarianceModel.VVV)
          .regularization(Regularization.relative(Double.parseDouble(parts[1])))
          .build()
          .fit(samples);
      return new Fitted(fit.model(), fit.iterations(), fit.converged(), fit.model().freeParameters());
    }
    FactorMixtureFit fit = FactorMixtureEstimator.builder(shared)
        .model(LowRankModel.parse(parts[0]))
        .factors(Integer.parseInt(parts[1]))
        .statistics(
            samples.dimension() <= MOST_OF_MATRICES
                ? FactorStatistics.MATRICES
                : FactorStatistics.FACTORS)
        .build()
        .fit(samples);
    return new Fitted(
        fit.model().toMixture(), fit.iterations(), fit.converged(), fit.model().freeParameters());
  }

  private static Figure drawn(GaussianMixture mixture, String model) {
    double[][] images = mixture.sampler(1).draw(DRAWN).rows();
    int width = (int) Math.round(Math.sqrt(images[0].length));
    double largest = width == 8 ? 16 : 255;
    return ImageGrid.of(images, width)
        .columns(5)
        .range(0, largest)
        .title("generated by " + model)
        .figure();
  }

  private static Data digits(Path folder) {
    ReadOptions options = ReadOptions.builder().classColumn("64").build();
    try (Dataset data = DataFiles.open(folder.resolve("digits.csv"), options)) {
      return new Data(rows(data.samples()), data.classes().labels());
    }
  }

  private static Data mnist(Path folder) throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("mnist-2-6-labels.csv"));
    int[] classes = lines.stream()
        .skip(1)
        .mapToInt(line -> line.strip().equals("2") ? 0 : 1)
        .toArray();
    try (Dataset data =
        DataFiles.open(folder.resolve("mnist-2-6.npy"), ReadOptions.defaults())) {
      return new Data(rows(data.samples()), classes);
    }
  }

  private static double[][] rows(Samples samples) {
    List<double[]> rows = new ArrayList<>();
    for (RowBlock block : samples.blocks(256)) {
      for (int i = 0; i < block.rows(); i++) {
        rows.add(Arrays.copyOfRange(
            block.values(), i * block.dimension(), (i + 1) * block.dimension()));
      }
    }
    return rows.toArray(double[][]::new);
  }
}
