/** From samples to weighted log-densities, and the functions that make responsibilities of these. */
@NullMarked
package dev.gmm4j.backend.vector.mixture.density;

import org.jspecify.annotations.NullMarked;
