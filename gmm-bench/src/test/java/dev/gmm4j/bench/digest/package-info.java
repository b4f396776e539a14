/** Tests. */
@NullMarked
package dev.gmm4j.bench.digest;

import org.jspecify.annotations.NullMarked;
