/** Tests of the vector backend. */
@NullMarked
package dev.gmm4j.backend.vector.simd;

import org.jspecify.annotations.NullMarked;
