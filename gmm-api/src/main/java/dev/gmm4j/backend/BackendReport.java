package dev.gmm4j.backend;

import dev.gmm4j.spi.Availability;

/**
 * A report of what is known of one registered backend.
 *
 * @param id the name that users choose it by; {@code (broken provider)} where it could not be
 *     loaded
 * @param priority its rank in the automatic choice; {@link Integer#MIN_VALUE} for a provider that could not be loaded
 * @param provider the class name of its provider, or an empty string where even that is unknown
 * @param availability whether it can work, with the reason and remedy if not
 */
public record BackendReport(String id, int priority, String provider, Availability availability) {}
