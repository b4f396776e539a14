package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One pass of a classifier over rows, block by block, on its threads: the classes' probabilities and the density of each row.
 * Nothing is allocated a row.
 */
final class ClassEvaluation {
  private final GaussianMixture joint;
  private final int[] classOf;
  private final int classes;
  private final Samples samples;

  /** Noise counted as one. */
  private final int evaluated;

  /**
   * Creates the evaluation.
   *
   * @param joint the mixture over classes
   * @param classOf the class of each of its components
   */
  ClassEvaluation(GaussianMixture joint, int[] classOf, int classes, Samples samples) {
    check(
        samples.dimension() == joint.dimension(),
        "samples must have %d columns, as the model has features, but had %d",
        joint.dimension(),
        samples.dimension());
    check(
        samples.count() <= Integer.MAX_VALUE - 8,
        "samples must be at most %d for a result in memory, but were %d",
        Integer.MAX_VALUE - 8,
        samples.count());
    this.joint = joint;
    this.classOf = classOf;
    this.classes = classes;
    this.samples = samples;
    this.evaluated = joint.parameters().kernelParameters().components();
  }

  /** Takes the results of a block. */
  @FunctionalInterface
  interface BlockReader<S> {
    /**
     * Takes them.
     *
     * @param first index among the samples of the block's first row
     * @param logDensities of the mixture over classes, as many as rows
     * @param probabilities of the classes, a row after the other; what is left to 1 is that of noise
     * @param sums what is added up
     */
    void read(int first, int rows, double[] logDensities, double[] probabilities, S sums);
  }

  /** What is added up over some blocks, and arrays for one block's results. */
  private static final class Part<S> {
    private final S sums;
    private final double[] logDensities;
    private final double[] responsibilities;
    private final double[] probabilities;
    private final int[] labels;

    Part(S sums, int rows, int components, int probabilities) {
      this.sums = sums;
      this.logDensities = new double[rows];
      this.responsibilities = new double[rows * components];
      this.probabilities = new double[rows * probabilities];
      this.labels = new int[components == 0 ? rows : 0];
    }
  }

  /** Returns what a reader adds up over all blocks, in an order that does not depend on threads. */
  <S> S run(Supplier<S> create, Consumer<S> clear, BiConsumer<S, S> merge, BlockReader<S> reader) {
    boolean same = areComponents();
    MixtureParameters parameters = joint.parameters();
    try (LocalEngine engine = engine(parameters)) {
      return engine.evaluate(
              parameters,
              () -> new Part<>(create.get(), engine.blockRows(), evaluated, same ? 0 : classes),
              part -> clear.accept(part.sums),
              (left, right) -> merge.accept(left.sums, right.sums),
              (kernel, block, first, part) -> {
                kernel.responsibilities(block, part.logDensities, part.responsibilities);
                if (!same) {
                  addByClass(part.responsibilities, block.rows(), part.probabilities);
                }
                double[] probabilities = same ? part.responsibilities : part.probabilities;
                reader.read((int) first, block.rows(), part.logDensities, probabilities, part.sums);
              })
          .sums;
    }
  }

  /** Reads the results of all blocks, which the reader writes to places of their own. */
  void forEach(BlockReader<Boolean> reader) {
    run(() -> true, sums -> {}, (left, right) -> {}, reader);
  }

  /** Tells whether each class is one component, and there is no noise: responsibilities are the classes' probabilities. */
  private boolean areComponents() {
    return classes == evaluated && classOf.length == classes;
  }

  /** Tells whether the likeliest component of a row is the likeliest class. */
  boolean hasComponentForClass() {
    // A row of which nothing is observed has no component.
    return classOf.length == classes && !samples.mayHaveMissingValues();
  }

  /** Returns the likeliest class of each row, or {@link DecisionRule#REJECTED} where that is noise, by densities alone. */
  int[] likeliest() {
    int[] likeliest = new int[(int) samples.count()];
    MixtureParameters parameters = joint.parameters();
    try (LocalEngine engine = engine(parameters)) {
      engine.evaluate(
          parameters,
          () -> new Part<>(true, engine.blockRows(), 0, 0),
          part -> {},
          (left, right) -> {},
          (kernel, block, first, part) -> {
            kernel.labels(block, part.labels);
            for (int i = 0; i < block.rows(); i++) {
              int label = part.labels[i];
              likeliest[(int) first + i] = label < classes ? label : DecisionRule.REJECTED;
            }
          });
    }
    return likeliest;
  }

  private LocalEngine engine(MixtureParameters parameters) {
    return new LocalEngine(
        samples,
        IncompleteKernel.evaluators(samples, joint.backend(), parameters),
        evaluated,
        joint.threads());
  }

  private void addByClass(double[] responsibilities, int rows, double[] probabilities) {
    for (int i = 0; i < rows; i++) {
      int to = i * classes;
      for (int c = 0; c < classes; c++) {
        probabilities[to + c] = 0;
      }
      for (int k = 0; k < classOf.length; k++) {
        probabilities[to + classOf[k]] += responsibilities[i * evaluated + k];
      }
    }
  }
}
