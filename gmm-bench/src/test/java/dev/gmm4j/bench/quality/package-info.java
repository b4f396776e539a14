/** Tests. */
@NullMarked
package dev.gmm4j.bench.quality;

import org.jspecify.annotations.NullMarked;
