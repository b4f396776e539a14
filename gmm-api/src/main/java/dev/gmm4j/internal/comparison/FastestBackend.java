package dev.gmm4j.internal.comparison;

import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.backend.PassedOver;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.comparison.ComparisonRun.Contender;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The choice of a backend by measurement; remembers what it found for fits of a shape. */
public final class FastestBackend {
  private static final Logger LOGGER = System.getLogger("dev.gmm4j");

  /** With less work no backend takes the time that a comparison needs a small share of. */
  private static final double MIN_WORK = 1 << 28;

  /** The choice among the backends that are found by default, made when first needed. */
  private static final class Standard {
    private static final FastestBackend INSTANCE =
        new FastestBackend(() -> contenders(Backends.standard()), System::nanoTime);
  }

  private final Supplier<List<Contender>> contenders;
  private final LongSupplier nanoTime;
  private final Map<Shape, BackendComparison> known = new ConcurrentHashMap<>();

  /**
   * Creates a choice.
   *
   * @param contenders gives the backends that are available, highest priority first
   * @param nanoTime what time is taken by
   */
  public FastestBackend(Supplier<List<Contender>> contenders, LongSupplier nanoTime) {
    this.contenders = contenders;
    this.nanoTime = nanoTime;
  }

  /** Returns the choice among {@link Backends#standard}. */
  public static FastestBackend standard() {
    return Standard.INSTANCE;
  }

  private static List<Contender> contenders(Backends backends) {
    return backends.reports().stream()
        .filter(report -> report.availability().available())
        .map(report -> new Contender(report.id(), () -> backends.get(report.id())))
        .toList();
  }

  /**
   * Returns the backend that a fit is fastest with.
   *
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public ChosenBackend resolve(Samples samples, ComparisonTask task) {
    BackendComparison comparison = choose(samples, task);
    Backends backends = Backends.standard();
    if (comparison.backend().isEmpty()) {
      LinearAlgebraBackend first = backends.ofHighestPriority();
      return new ChosenBackend(first, comparison.of(first.id()));
    }
    PassedOver.log(backends.reports(), comparison.backend());
    return new ChosenBackend(backends.get(comparison.backend()), comparison);
  }

  /**
   * The key of fits that are alike.
   *
   * @param magnitude binary logarithm of the work
   */
  private record Shape(Object task, int dimension, int magnitude, List<String> contenders) {}

  /**
   * Returns the choice for a fit; the backend is an empty id where it is left to the priorities.
   *
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public BackendComparison choose(Samples samples, ComparisonTask task) {
    List<Contender> available = contenders.get();
    List<String> ids = available.stream().map(Contender::id).toList();
    int magnitude = Math.getExponent(task.work(samples));
    Shape shape = new Shape(task.shape(), samples.dimension(), magnitude, ids);
    BackendComparison earlier = known.get(shape);
    if (earlier != null) {
      return earlier.remembered();
    }
    if (ids.size() == 1) {
      return new BackendComparison(ids.get(0), "the only one that is available", 0, List.of(), 0);
    }
    if (task.work(samples) < MIN_WORK) {
      return new BackendComparison(
          "", "of highest priority, for so short a fit is not worth measuring", 0, List.of(), 0);
    }
    BackendComparison comparison;
    try (ComparisonRun run = new ComparisonRun(samples, task, available, nanoTime)) {
      comparison = run.run();
    }
    if (!comparison.backend().isEmpty()) {
      LOGGER.log(Level.INFO, "backend {0} chosen: {1}", comparison.backend(), comparison.reason());
      known.put(shape, comparison);
    }
    return comparison;
  }
}
