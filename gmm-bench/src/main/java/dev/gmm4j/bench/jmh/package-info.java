/** JMH benchmarks of the parts, on every backend. */
@NullMarked
package dev.gmm4j.bench.jmh;

import org.jspecify.annotations.NullMarked;
