/** The fused mixture kernel: densities, responsibilities and moments of a block in one pass through the caches. */
@NullMarked
package dev.gmm4j.backend.vector.mixture;

import org.jspecify.annotations.NullMarked;
