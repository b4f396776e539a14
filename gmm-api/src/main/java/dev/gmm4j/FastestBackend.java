package dev.gmm4j;

import dev.gmm4j.BackendRace.Contender;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The choice of a backend by measurement; remembers what it found for fits of a shape. */
final class FastestBackend {
  private static final Logger LOGGER = System.getLogger("dev.gmm4j");

  /** With less work no backend takes the time that a comparison needs a small share of. */
  private static final double MIN_WORK = 1 << 28;

  private final Supplier<List<Contender>> contenders;
  private final LongSupplier nanoTime;
  private final Map<Shape, BackendProbe> known = new ConcurrentHashMap<>();

  /**
   * Creates a choice.
   *
   * @param contenders gives the backends that are available, highest priority first
   * @param nanoTime what time is taken by
   */
  FastestBackend(Supplier<List<Contender>> contenders, LongSupplier nanoTime) {
    this.contenders = contenders;
    this.nanoTime = nanoTime;
  }

  /**
   * What makes fits alike.
   *
   * @param magnitude binary logarithm of the work
   */
  private record Shape(Object task, int dimension, int magnitude, List<String> contenders) {}

  /**
   * Returns the choice for a fit; the backend is an empty id where it is left to the priorities.
   *
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  BackendProbe choose(Samples samples, ProbeTask task) {
    List<Contender> available = contenders.get();
    List<String> ids = available.stream().map(Contender::id).toList();
    int magnitude = Math.getExponent(task.work(samples));
    Shape shape = new Shape(task.shape(), samples.dimension(), magnitude, ids);
    BackendProbe earlier = known.get(shape);
    if (earlier != null) {
      return earlier.remembered();
    }
    if (ids.size() == 1) {
      return new BackendProbe(ids.get(0), "the only one that is available", 0, List.of(), 0);
    }
    if (task.work(samples) < MIN_WORK) {
      return new BackendProbe(
          "", "of highest priority, for so short a fit is not worth measuring", 0, List.of(), 0);
    }
    BackendProbe probe;
    try (BackendRace race = new BackendRace(samples, task, available, nanoTime)) {
      probe = race.run();
    }
    if (!probe.backend().isEmpty()) {
      LOGGER.log(Level.INFO, "backend {0} chosen: {1}", probe.backend(), probe.reason());
      known.put(shape, probe);
    }
    return probe;
  }
}
