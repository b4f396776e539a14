/** The parts that all benchmarks share: sizes, data, and the backends that were asked for. */
@NullMarked
package dev.gmm4j.bench;

import org.jspecify.annotations.NullMarked;
