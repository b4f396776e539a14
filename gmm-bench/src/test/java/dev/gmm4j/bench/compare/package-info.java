/** Tests. */
@NullMarked
package dev.gmm4j.bench.compare;

import org.jspecify.annotations.NullMarked;
