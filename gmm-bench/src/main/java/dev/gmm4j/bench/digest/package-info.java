/** A witness for changes that must not change a result: digests of the bits that fits come to. */
@NullMarked
package dev.gmm4j.bench.digest;

import org.jspecify.annotations.NullMarked;
