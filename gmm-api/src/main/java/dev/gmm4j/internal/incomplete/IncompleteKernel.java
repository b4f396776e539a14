package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.ParameterKernel;
import dev.gmm4j.internal.engine.StudentEngineKernel;
import dev.gmm4j.internal.kernel.EvaluationKernel;
import dev.gmm4j.internal.kernel.EvaluationRange;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kernel for rows with missing values, NaN: rows of one pattern go to an ordinary kernel of the features that are
 * observed, with the mixture's distribution of those. What it finds is expanded to all features once for the rows of a
 * pattern, so that blocks of few patterns cost little more than complete ones.
 *
 * <p>The statistics are those that the observed values let expect (Ghahramani and Jordan 1994), the log-likelihood that of
 * the observed values. Those of t distributions weigh a row by what is observed of it, {@code u = (ν + d_o) / (ν + δ_o)}, and
 * the covariance that is left of the missing values without that weight (Liu and Rubin 1995). A row of which nothing is observed adds nothing to statistics; its log-density is 0, and its
 * responsibilities are the weights.
 */
public final class IncompleteKernel implements ParameterKernel {
  /** The label of a row of which nothing is observed. */
  public static final int NO_LABEL = -2;

  /** Thirty-two megabytes of what patterns leave of a mixture are kept for other rows of theirs. */
  private static final long MAX_KEPT_NUMBERS = 1 << 22;

  private final LinearAlgebraBackend backend;

  /** Makes the kernels of so many features. */
  private final IntFunction<MixtureKernel> makers;

  private final int blockRows;

  /** Where rows of samples of any size can be evaluated one by one, or null for a fit, whose samples have no such size. */
  private final @Nullable EvaluationRange range;

  /** The kernels by their number of features, each made when it is first needed. */
  private final @Nullable MixtureKernel[] kernels;

  /** What each of them works with. */
  private final @Nullable MixtureParameters[] used;

  private final Map<Pattern, View> views = new HashMap<>();
  private long keptNumbers;
  private @Nullable MixtureParameters parameters;
  private @Nullable RowwiseExpectation rowwise;

  /** The mixture as rows of one pattern see it. */
  private static final class View {
    private final MixtureParameters parameters;
    private final MixtureKernel kernel;

    /** What follows for missing features, or null where there are none. */
    private final @Nullable MarginalMixture marginal;

    private @Nullable SufficientStatistics statistics;

    View(MixtureParameters parameters, MixtureKernel kernel, @Nullable MarginalMixture marginal) {
      this.parameters = parameters;
      this.kernel = kernel;
      this.marginal = marginal;
    }

    /** Returns empty statistics of the observed features. */
    SufficientStatistics statistics(MarginalMixture of, SufficientStatistics all) {
      SufficientStatistics some = statistics;
      // Passes under the same parameters may ask for other moments.
      if (some == null || some.moments() != of.needed(all.moments())) {
        some = of.statistics(all);
        statistics = some;
      } else {
        some.reset(of.centres(all));
      }
      return some;
    }
  }

  private IncompleteKernel(
      LinearAlgebraBackend backend,
      IntFunction<MixtureKernel> makers,
      int dimension,
      int wantedRows,
      @Nullable EvaluationRange range) {
    this.backend = backend;
    this.makers = makers;
    this.range = range;
    this.kernels = new MixtureKernel[dimension + 1];
    this.used = new MixtureParameters[dimension + 1];
    this.blockRows = Math.max(wantedRows, kernel(dimension).blockRows());
  }

  /**
   * Returns a kernel for a fit.
   *
   * @param maxComponents the largest number of components, noise counted as one
   * @param wantedRows of a block; the more patterns it has, the more rows should share what a pattern costs
   */
  public static IncompleteKernel fitting(
      LinearAlgebraBackend backend, int dimension, int maxComponents, int wantedRows) {
    return new IncompleteKernel(
        backend,
        features -> MixtureKernels.of(backend, features, maxComponents),
        dimension,
        wantedRows,
        null);
  }

  /** As {@link #fitting}, for t distributions. */
  static IncompleteKernel fittingStudent(
      LinearAlgebraBackend backend, int dimension, int maxComponents, int wantedRows) {
    return new IncompleteKernel(
        backend,
        features -> StudentEngineKernel.of(backend, features, maxComponents),
        dimension,
        wantedRows,
        null);
  }

  /**
   * Returns a kernel for the evaluation of a mixture at samples of any size.
   *
   * @param parameters the only ones that the kernel is used with
   */
  public static IncompleteKernel evaluating(
      LinearAlgebraBackend backend, MixtureParameters parameters) {
    int components = parameters.kernelParameters().components();
    IncompleteKernel kernel = new IncompleteKernel(
        backend,
        features -> MixtureKernels.of(backend, features, components),
        parameters.dimension(),
        1,
        EvaluationRange.of(parameters.kernelParameters(), parameters.covariances()));
    kernel.use(parameters);
    return kernel;
  }

  /**
   * Returns what makes kernels for the evaluation of a mixture at samples: ordinary ones where no values may be missing.
   */
  public static Supplier<MixtureKernel> evaluators(
      Samples samples, LinearAlgebraBackend backend, MixtureParameters parameters) {
    return samples.mayHaveMissingValues()
        ? () -> evaluating(backend, parameters)
        : () -> MixtureKernels.evaluating(backend, parameters);
  }

  private MixtureKernel kernel(int features) {
    MixtureKernel kernel = kernels[features];
    if (kernel == null) {
      kernel = makers.apply(features);
      kernels[features] = kernel;
    }
    return kernel;
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return PatternedBlock.of(rows, new PatternedBlock.Loader() {
      @Override
      public SampleBlock load(Pattern pattern, RowBlock observed) {
        MixtureKernel kernel =
            range != null ? view(pattern).kernel : kernel(pattern.observed().length);
        return kernel.load(observed);
      }

      @Override
      public int blockRows(int features) {
        return kernel(features).blockRows();
      }

      @Override
      public boolean scatters(Pattern pattern, RowBlock rows, int[] places) {
        return RowwiseExpectation.pays(pattern, places.length)
            && Arrays.stream(places)
                .allMatch(row -> range == null || range.containsObserved(rows, row));
      }
    });
  }

  /** Not enough: the distribution of some features needs covariances. */
  @Override
  public void use(KernelParameters newParameters) {
    throw new UnsupportedOperationException("use(MixtureParameters) must be called");
  }

  @Override
  public void use(MixtureParameters newParameters) {
    if (newParameters != parameters) {
      parameters = newParameters;
      views.clear();
      keptNumbers = 0;
      rowwise = null;
    }
  }

  private View view(Pattern pattern) {
    View view = views.get(pattern);
    if (view == null) {
      view = newView(pattern);
      long components = view.parameters.components();
      keptNumbers += components * pattern.observed().length * kernels.length * 2;
      if (keptNumbers > MAX_KEPT_NUMBERS) {
        views.clear();
        keptNumbers = 0;
      }
      views.put(pattern, view);
    }
    return view;
  }

  private View newView(Pattern pattern) {
    MixtureParameters whole = parameters();
    MarginalMixture marginal =
        pattern.isComplete() ? null : MarginalMixture.of(whole, pattern, backend);
    MixtureParameters observed = marginal == null ? whole : marginal.observed();
    MixtureKernel kernel = kernel(pattern.observed().length);
    if (range != null) {
      kernel = new EvaluationKernel(
          kernel,
          observed.kernelParameters(),
          EvaluationRange.of(observed.kernelParameters(), observed.covariances()));
    }
    return new View(observed, kernel, marginal);
  }

  /** Returns the view of a pattern, its kernel set to work. */
  private View ready(Pattern pattern) {
    View view = view(pattern);
    int features = pattern.observed().length;
    MixtureParameters wanted = view.parameters;
    if (used[features] != wanted) {
      if (view.kernel instanceof ParameterKernel needy) {
        needy.use(wanted);
      } else {
        view.kernel.use(wanted.kernelParameters());
      }
      used[features] = wanted;
    }
    return view;
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    PatternedBlock.Scattered scattered = ((PatternedBlock) block).scattered();
    if (scattered != null) {
      rowwise().accumulate(scattered.rows(), assignment, statistics);
    }
    for (PatternedBlock.Group group : ((PatternedBlock) block).groups()) {
      SampleBlock loaded = group.loaded();
      if (loaded != null) {
        add(
            group.pattern(),
            statistics,
            (kernel, some) -> kernel.accumulate(loaded, assignment, some));
      }
    }
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    int components = statistics.components();
    PatternedBlock.Scattered scattered = ((PatternedBlock) block).scattered();
    if (scattered != null) {
      rowwise()
          .accumulateGiven(
              scattered.rows(),
              i -> Arrays.copyOfRange(
                  responsibilities,
                  scattered.places()[i] * components,
                  (scattered.places()[i] + 1) * components),
              statistics);
    }
    for (PatternedBlock.Group group : ((PatternedBlock) block).groups()) {
      SampleBlock loaded = group.loaded();
      if (loaded != null) {
        double[] ofGroup = new double[group.rows() * components];
        for (int i = 0; i < group.rows(); i++) {
          System.arraycopy(
              responsibilities, group.place(i) * components, ofGroup, i * components, components);
        }
        add(
            group.pattern(),
            statistics,
            (kernel, some) -> kernel.accumulate(loaded, ofGroup, some));
      }
    }
  }

  private RowwiseExpectation rowwise() {
    RowwiseExpectation current = rowwise;
    if (current == null) {
      current = new RowwiseExpectation(parameters());
      rowwise = current;
    }
    return current;
  }

  private MixtureParameters parameters() {
    MixtureParameters current = parameters;
    if (current == null) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    return current;
  }

  private interface Accumulation {
    void run(MixtureKernel kernel, SufficientStatistics statistics);
  }

  private void add(Pattern pattern, SufficientStatistics all, Accumulation accumulation) {
    View view = ready(pattern);
    MarginalMixture marginal = view.marginal;
    if (marginal == null) {
      accumulation.run(view.kernel, all);
    } else {
      SufficientStatistics some = view.statistics(marginal, all);
      accumulation.run(view.kernel, some);
      marginal.expand(some, all);
    }
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    evaluateScattered(
        block, (place, logDensity, responsibilities) -> logDensities[place] = logDensity);
    for (PatternedBlock.Group group : ((PatternedBlock) block).groups()) {
      SampleBlock loaded = group.loaded();
      double[] ofGroup = new double[group.rows()];
      if (loaded != null) {
        ready(group.pattern()).kernel.logDensities(loaded, ofGroup);
      }
      for (int i = 0; i < group.rows(); i++) {
        logDensities[group.place(i)] = ofGroup[i];
      }
    }
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    evaluateScattered(block, (place, logDensity, ofRow) -> {
      logDensities[place] = logDensity;
      System.arraycopy(ofRow, 0, responsibilities, place * ofRow.length, ofRow.length);
    });
    for (PatternedBlock.Group group : ((PatternedBlock) block).groups()) {
      SampleBlock loaded = group.loaded();
      double[] weights = priorProbabilities();
      int components = weights.length;
      double[] densities = new double[group.rows()];
      double[] ofGroup = new double[group.rows() * components];
      if (loaded != null) {
        ready(group.pattern()).kernel.responsibilities(loaded, densities, ofGroup);
      }
      for (int i = 0; i < group.rows(); i++) {
        logDensities[group.place(i)] = densities[i];
        System.arraycopy(
            loaded == null ? weights : ofGroup,
            loaded == null ? 0 : i * components,
            responsibilities,
            group.place(i) * components,
            components);
      }
    }
  }

  private void evaluateScattered(SampleBlock block, RowwiseExpectation.Reader reader) {
    PatternedBlock.Scattered scattered = ((PatternedBlock) block).scattered();
    if (scattered != null) {
      rowwise()
          .evaluate(
              scattered.rows(),
              (i, logDensity, responsibilities) ->
                  reader.read(scattered.places()[i], logDensity, responsibilities));
    }
  }

  /** Returns what is known of a row of which nothing is observed. */
  private double[] priorProbabilities() {
    MixtureParameters whole = parameters();
    double[] probabilities = whole.gaussianKernelParameters().logWeights().clone();
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = Math.exp(probabilities[k]);
    }
    return probabilities;
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    evaluateScattered(block, (place, logDensity, responsibilities) -> {
      int likeliest = 0;
      for (int k = 1; k < responsibilities.length; k++) {
        likeliest = responsibilities[k] > responsibilities[likeliest] ? k : likeliest;
      }
      labels[place] = likeliest;
    });
    for (PatternedBlock.Group group : ((PatternedBlock) block).groups()) {
      SampleBlock loaded = group.loaded();
      int[] ofGroup = new int[group.rows()];
      if (loaded != null) {
        ready(group.pattern()).kernel.labels(loaded, ofGroup);
      }
      for (int i = 0; i < group.rows(); i++) {
        labels[group.place(i)] = loaded == null ? NO_LABEL : ofGroup[i];
      }
    }
  }

  @Override
  public void close() {
    for (MixtureKernel kernel : kernels) {
      if (kernel != null) {
        kernel.close();
      }
    }
  }
}
