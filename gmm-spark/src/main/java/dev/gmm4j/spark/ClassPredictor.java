package dev.gmm4j.spark;

import dev.gmm4j.classification.DecisionRule;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.jspecify.annotations.Nullable;

/** Predicts classes, their probabilities, and the logarithms of prior probability times density. */
final class ClassPredictor implements RowPredictor {
  private final Message message;
  private final Outputs outputs;
  private final int dimension;
  private final int components;
  private final MixtureKernel joint;
  private final List<MixtureKernel> ofClasses = new ArrayList<>();
  private final int blockRows;
  private final double[] logDensities;
  private final double[] responsibilities;
  private final double[][] raw;

  /**
   * Which columns are appended, in this order, and how a class is chosen.
   *
   * @param thresholds what probabilities are divided by before the largest is taken, or null for the likeliest class
   */
  record Outputs(
      boolean rawPrediction,
      boolean probability,
      boolean prediction,
      double @Nullable [] thresholds)
      implements Serializable {
    int count() {
      return (rawPrediction ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0);
    }
  }

  /** A classifier on its way over the network. */
  static final class Message implements Serializable {
    private static final long serialVersionUID = 1;

    private final ParametersMessage joint;
    private final ParametersMessage[] mixtures;
    private final double[] logPriors;

    private Message(ParametersMessage joint, ParametersMessage[] mixtures, double[] logPriors) {
      this.joint = joint;
      this.mixtures = mixtures;
      this.logPriors = logPriors;
    }

    /** Returns the message of a classifier, factorized by a backend. */
    static Message of(MixtureClassifier classifier, LinearAlgebraBackend backend) {
      double[] logPriors = classifier.priors();
      for (int c = 0; c < logPriors.length; c++) {
        logPriors[c] = Math.log(logPriors[c]);
      }
      return new Message(
          ParametersMessage.of(classifier.mixtureOverClasses(), backend),
          classifier.mixtures().stream()
              .map(mixture -> ParametersMessage.of(mixture, backend))
              .toArray(ParametersMessage[]::new),
          logPriors);
    }
  }

  ClassPredictor(Message message, @Nullable String backend, Outputs outputs) {
    this.message = message;
    this.outputs = outputs;
    LinearAlgebraBackend chosen = ExecutorBackend.get(backend);
    MixtureParameters parameters = message.joint.parameters();
    dimension = parameters.dimension();
    components = parameters.components();
    joint = kernel(chosen, parameters);
    int rows = joint.blockRows();
    if (outputs.rawPrediction()) {
      for (ParametersMessage mixture : message.mixtures) {
        MixtureKernel kernel = kernel(chosen, mixture.parameters());
        ofClasses.add(kernel);
        rows = Math.min(rows, kernel.blockRows());
      }
    }
    blockRows = rows;
    logDensities = new double[rows];
    responsibilities = new double[rows * components];
    raw = new double[ofClasses.size()][rows];
  }

  private static MixtureKernel kernel(LinearAlgebraBackend backend, MixtureParameters parameters) {
    MixtureKernel kernel = MixtureKernels.evaluating(backend, parameters);
    kernel.use(parameters.kernelParameters());
    return kernel;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public int columns() {
    return outputs.count();
  }

  @Override
  public void predict(RowBlock rows) {
    try (SampleBlock block = joint.load(rows)) {
      joint.responsibilities(block, logDensities, responsibilities);
    }
    for (int c = 0; c < ofClasses.size(); c++) {
      MixtureKernel kernel = ofClasses.get(c);
      try (SampleBlock block = kernel.load(rows)) {
        kernel.logDensities(block, raw[c]);
      }
    }
  }

  @Override
  public void write(int row, Object[] cells, int offset) {
    int cell = offset;
    if (outputs.rawPrediction()) {
      double[] logJoints = new double[raw.length];
      for (int c = 0; c < raw.length; c++) {
        logJoints[c] = message.logPriors[c] + raw[c][row];
      }
      cells[cell++] = Vectors.dense(logJoints);
    }
    double[] probabilities = probabilities(row);
    if (outputs.probability()) {
      cells[cell++] = Vectors.dense(probabilities);
    }
    if (outputs.prediction()) {
      cells[cell] = (double) decided(probabilities);
    }
  }

  /** Returns the class of the largest probability divided by its threshold, as Spark's classifiers do; of equals the first. */
  private int decided(double[] probabilities) {
    double[] thresholds = outputs.thresholds();
    if (thresholds == null) {
      return DecisionRule.LIKELIEST.decide(probabilities, 0);
    }
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < probabilities.length; c++) {
      // Of a threshold 0 it is infinite, or NaN if the probability is 0 too, which is not larger.
      double scaled = probabilities[c] / thresholds[c];
      if (scaled > largest) {
        best = c;
        largest = scaled;
      }
    }
    return best;
  }

  private double[] probabilities(int row) {
    double[] probabilities = new double[message.mixtures.length];
    int k = row * components;
    for (int c = 0; c < probabilities.length; c++) {
      for (int own = 0; own < message.mixtures[c].components(); own++) {
        probabilities[c] += responsibilities[k++];
      }
    }
    return probabilities;
  }

  @Override
  public void close() {
    joint.close();
    ofClasses.forEach(MixtureKernel::close);
  }
}
