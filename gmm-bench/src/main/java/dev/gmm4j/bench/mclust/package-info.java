/** The fourteen models beside mclust's, from its own starts: {@code gmm-bench/mclust/run}. */
@NullMarked
package dev.gmm4j.bench.mclust;

import org.jspecify.annotations.NullMarked;
