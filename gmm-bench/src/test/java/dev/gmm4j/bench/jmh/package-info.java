/** Tests. */
@NullMarked
package dev.gmm4j.bench.jmh;

import org.jspecify.annotations.NullMarked;
