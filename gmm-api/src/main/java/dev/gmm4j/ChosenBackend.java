package dev.gmm4j;

import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * A backend, and how it was chosen.
 *
 * @param probe the measurement, or null if it was chosen without one
 */
record ChosenBackend(LinearAlgebraBackend backend, @Nullable BackendProbe probe) {}
