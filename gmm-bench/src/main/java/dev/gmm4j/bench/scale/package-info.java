/** Programs that measure what fits of streams and of many machines cost. */
@NullMarked
package dev.gmm4j.bench.scale;

import org.jspecify.annotations.NullMarked;
