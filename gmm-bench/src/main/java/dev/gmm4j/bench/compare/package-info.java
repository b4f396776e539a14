/** Seconds per EM iteration of the backends and of other libraries, on the same data from the same start. */
@NullMarked
package dev.gmm4j.bench.compare;

import org.jspecify.annotations.NullMarked;
