/** Tests. */
@NullMarked
package dev.gmm4j.bench.scale;

import org.jspecify.annotations.NullMarked;
