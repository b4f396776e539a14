package dev.gmm4j.internal.comparison;

import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * A backend, and how it was chosen.
 *
 * @param comparison the measurement, or null if it was chosen without one
 */
public record ChosenBackend(
    LinearAlgebraBackend backend, @Nullable BackendComparison comparison) {}
