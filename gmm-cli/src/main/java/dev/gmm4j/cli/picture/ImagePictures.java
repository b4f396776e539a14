package dev.gmm4j.cli.picture;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.ImageGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters of mixtures of images: means and loadings, drawn as images. */
public final class ImagePictures {
  /** Components of common loadings, which are shown once, and of others. */
  private static final int MOST_IMAGES = 400;

  private ImagePictures() {}

  /**
   * Returns the means.
   *
   * @param width of an image in pixels
   */
  public static Figure means(GaussianMixture model, int width, String title) {
    List<String> captions = IntStream.range(0, model.components())
        .mapToObj(k -> k + ": " + NumberText.fixed(model.weight(k), 3))
        .toList();
    return ImageGrid.of(model.means(), width).captions(captions).title(title).figure();
  }

  /**
   * Returns the loadings, a row for each component: grey is 0, black the largest magnitude upwards, white downwards.
   *
   * @param width of an image in pixels
   */
  public static Figure loadings(FactorMixture model, int width, String title) {
    int shown = model.model().hasCommonLoadings() ? 1 : model.components();
    int columns = Math.max(1, model.factors());
    int rows = Math.min(shown, Math.max(1, MOST_IMAGES / columns));
    List<double[]> images = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    double largest = Double.MIN_NORMAL;
    for (int k = 0; k < rows; k++) {
      double[][] loadings = model.loadings(k);
      for (int f = 0; f < columns; f++) {
        int factor = f;
        double[] image = Arrays.stream(loadings).mapToDouble(row -> row[factor]).toArray();
        for (double loading : image) {
          largest = Math.max(largest, Math.abs(loading));
        }
        images.add(image);
        captions.add(
            f < model.factors(k) ? (shown == 1 ? "" : k + ", ") + "factor " + (f + 1) : "");
      }
    }
    return ImageGrid.of(images.toArray(double[][]::new), width)
        .columns(columns)
        .range(-largest, largest)
        .captions(captions)
        .title(title)
        .figure();
  }
}
