package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.MemoryLimitException;
import java.util.Arrays;
import java.util.Locale;

/** Writes mclust's parameters: one column a component, and the components last in the array of covariances. */
final class MclustWriter {
  private MclustWriter() {}

  static String toJson(ModelFile file) {
    GaussianMixture model = ModelFormat.withoutNoise(file.model());
    boolean univariate = model.dimension() == 1;
    String name = model.covarianceModel().name();
    if (univariate) {
      // What a model is said to be chosen among is a claim; its numbers decide.
      boolean equal =
          Arrays.stream(sigmasq(model, model.components())).distinct().count() == 1;
      name = model.covarianceModel().isShared() && equal ? "E" : "V";
    }
    JsonObject variance = new JsonObject();
    variance.put("modelName", name);
    variance.put("d", model.dimension());
    variance.put("G", model.components());
    if (univariate) {
      variance.put("sigmasq", sigmasq(model, name.equals("E") ? 1 : model.components()));
    } else {
      variance.putNested("sigma", sigma(model.covariances()));
    }
    JsonObject parameters = new JsonObject();
    parameters.put("pro", model.weights());
    double[][] mean = transposed(model.means());
    parameters.putNested("mean", univariate ? mean[0] : mean);
    parameters.put("variance", variance);
    JsonObject json = new JsonObject();
    json.put("modelName", name);
    json.put("d", model.dimension());
    json.put("G", model.components());
    if (!file.featureNames().isEmpty()) {
      json.putTexts("variableNames", file.featureNames());
    }
    json.put("parameters", parameters);
    return json + "\n";
  }

  private static double[] sigmasq(GaussianMixture model, int count) {
    double[] variances = new double[count];
    for (int k = 0; k < count; k++) {
      variances[k] = model.covariances().get(k, 0, 0);
    }
    return variances;
  }

  private static double[][][] sigma(Covariances covariances) {
    int d = covariances.dimension();
    double bytes = (double) Double.BYTES * d * d * covariances.components();
    if (bytes > (double) Runtime.getRuntime().maxMemory()) {
      throw new MemoryLimitException(
          String.format(
              Locale.ROOT,
              "mclust's format has a matrix for each component, which of %d features need at least %.1f GB of memory;"
                  + " choose another format",
              d,
              bytes / 1e9),
          bytes);
    }
    double[][][] sigma = new double[d][d][covariances.components()];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < sigma[i][j].length; k++) {
          sigma[i][j][k] = covariances.get(k, i, j);
        }
      }
    }
    return sigma;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }
}
