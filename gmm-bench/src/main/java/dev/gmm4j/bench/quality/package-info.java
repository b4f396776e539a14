/** How near default fits come to the best optimum known, on many data sets: {@code gmm-bench/run quality}. */
@NullMarked
package dev.gmm4j.bench.quality;

import org.jspecify.annotations.NullMarked;
