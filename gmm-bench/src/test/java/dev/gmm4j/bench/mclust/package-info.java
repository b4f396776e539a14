/** Tests. */
@NullMarked
package dev.gmm4j.bench.mclust;

import org.jspecify.annotations.NullMarked;
