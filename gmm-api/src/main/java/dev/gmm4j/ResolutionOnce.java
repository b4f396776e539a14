package dev.gmm4j;

import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.internal.engine.LocalEngine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The resolution of an engine's samples, found when it is first asked for. For one fit at a time. */
final class ResolutionOnce implements Supplier<SampleResolution> {
  private final LocalEngine engine;
  private @Nullable SampleResolution found;

  ResolutionOnce(LocalEngine engine) {
    this.engine = engine;
  }

  @Override
  public SampleResolution get() {
    if (found == null) {
      found = SampleResolution.of(engine.samples());
    }
    return found;
  }
}
