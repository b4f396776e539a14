/**
 * Seconds per EM iteration of the backends and of other libraries, on the same data from the same initial parameters.
 */
@NullMarked
package dev.gmm4j.bench.compare;

import org.jspecify.annotations.NullMarked;
