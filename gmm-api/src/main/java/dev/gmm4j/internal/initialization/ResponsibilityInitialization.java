package dev.gmm4j.internal.initialization;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/** Initialization that divides each sample among the components in some way, and maximizes once. */
public final class ResponsibilityInitialization implements InitializationStrategy {

  /** The part of the weight that is left by rounding, and by the tolerance of given responsibilities. */
  private static final double NO_NOISE = 1e-6;

  /** Where responsibilities come from; used from several threads. */
  public interface Source {

    /**
     * Checks that the source fits the samples.
     *
     * @param noise whether samples may belong to no component
     * @throws IllegalArgumentException if it does not
     */
    void check(long samples, int components, boolean noise);

    /** Returns what {@link InitializationStrategy#given} does. */
    default String given() {
      return "";
    }

    /** Writes the responsibilities of one sample, {@code K} numbers, from an index on. */
    void write(long row, long seed, double[] destination, int offset, int components);
  }

  private final Source source;
  private final boolean random;

  private ResponsibilityInitialization(Source source, boolean random) {
    this.source = source;
    this.random = random;
  }

  /** Returns the initialization by random responsibilities: uniform numbers, divided by their sum. */
  public static ResponsibilityInitialization random() {
    return new ResponsibilityInitialization(new RandomSource(), true);
  }

  /** Returns the initialization by given responsibilities. */
  public static ResponsibilityInitialization of(Source source) {
    return new ResponsibilityInitialization(source, false);
  }

  /** Returns given responsibilities, one row a sample. */
  public static Source given(double[][] responsibilities) {
    return new GivenSource(responsibilities);
  }

  /** Returns responsibilities of 1 for given labels. */
  public static Source labels(int[] labels) {
    return new LabelSource(labels);
  }

  @Override
  public String given() {
    return source.given();
  }

  @Override
  public boolean isRandom() {
    return random;
  }

  @Override
  public boolean fitsAnyComponents() {
    return random;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    return context.guard().repair(context.maximization().maximize(statistics(context)), null, 0);
  }

  /** Returns the statistics of the samples, divided among the components. */
  SufficientStatistics statistics(InitializationContext context) {
    int components = context.components();
    int d = context.engine().samples().dimension();
    boolean noise = context.maximization().initialNoise() != null;
    source.check(context.engine().samples().count(), components, noise);
    double[] centres = new double[components * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = context.scale().means()[i % d];
    }
    // Means first, so that the second moments can be taken about them.
    SufficientStatistics about = accumulate(context, centres, Moments.NONE);
    SufficientStatistics statistics =
        accumulate(context, about.means(), context.maximization().moments());
    if (noise) {
      double left = context.scale().totalWeight() - statistics.totalWeight();
      statistics.setNoiseWeight(left > NO_NOISE * statistics.totalWeight() ? left : 0);
    }
    return statistics;
  }

  private SufficientStatistics accumulate(
      InitializationContext context, double[] centres, Moments moments) {
    int components = context.components();
    ThreadLocal<double[]> buffers =
        ThreadLocal.withInitial(() -> new double[context.engine().blockRows() * components]);
    return context
        .engine()
        .accumulate(null, centres, components, moments, (kernel, block, first, statistics) -> {
          double[] responsibilities = buffers.get();
          for (int i = 0; i < block.rows(); i++) {
            source.write(first + i, context.seed(), responsibilities, i * components, components);
          }
          kernel.accumulate(block, responsibilities, statistics);
        });
  }

  private static void checkRows(String name, int length, long samples) {
    Arguments.check(
        length == samples,
        "%s must be as many as samples = %d, but were %d",
        name,
        samples,
        length);
  }

  private record RandomSource() implements Source {
    @Override
    public void check(long samples, int components, boolean noise) {}

    @Override
    public void write(long row, long seed, double[] destination, int offset, int components) {
      Randomness random = Randomness.of(seed, row);
      double sum = 0;
      for (int k = 0; k < components; k++) {
        // Never 0, so that the sum is not either.
        double uniform = 1 - random.nextDouble();
        destination[offset + k] = uniform;
        sum += uniform;
      }
      for (int k = 0; k < components; k++) {
        destination[offset + k] /= sum;
      }
    }
  }

  private record GivenSource(double[][] responsibilities) implements Source {
    private static final double SUM_TOLERANCE = 1e-6;

    @Override
    public String given() {
      return Integer.toHexString(Arrays.deepHashCode(responsibilities));
    }

    @Override
    public void check(long samples, int components, boolean noise) {
      checkRows("responsibilities", responsibilities.length, samples);
      for (int i = 0; i < responsibilities.length; i++) {
        checkRow(i, responsibilities[i], components, noise);
      }
    }

    private static void checkRow(int i, double[] row, int components, boolean noise) {
      Arguments.check(
          row.length == components,
          "responsibilities[%d] must be components = %d numbers, but were %d",
          i,
          components,
          row.length);
      double sum = 0;
      for (double r : row) {
        Arguments.check(
            r >= 0 && r <= 1 + SUM_TOLERANCE,
            "responsibilities[%d] must be in [0, 1], but one was %s",
            i,
            r);
        sum += r;
      }
      Arguments.check(
          Math.abs(sum - 1) <= SUM_TOLERANCE || (noise && sum < 1),
          "responsibilities[%d] must sum to 1, but summed to %s",
          i,
          sum);
    }

    @Override
    public void write(long row, long seed, double[] destination, int offset, int components) {
      System.arraycopy(responsibilities[(int) row], 0, destination, offset, components);
    }
  }

  private record LabelSource(int[] labels) implements Source {
    @Override
    public String given() {
      return Integer.toHexString(Arrays.hashCode(labels));
    }

    @Override
    public void check(long samples, int components, boolean noise) {
      checkRows("labels", labels.length, samples);
      for (int i = 0; i < labels.length; i++) {
        Arguments.check(
            (labels[i] >= 0 || (noise && labels[i] == UniformNoise.LABEL))
                && labels[i] < components,
            "labels[%d] must be in [%d, %d], but was %d",
            i,
            noise ? UniformNoise.LABEL : 0,
            components - 1,
            labels[i]);
      }
    }

    @Override
    public void write(long row, long seed, double[] destination, int offset, int components) {
      for (int k = 0; k < components; k++) {
        destination[offset + k] = labels[(int) row] == k ? 1 : 0;
      }
    }
  }
}
