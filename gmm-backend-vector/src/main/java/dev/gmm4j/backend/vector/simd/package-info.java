/** The width of vectors on this processor, and what makes the Vector API fast. */
@NullMarked
package dev.gmm4j.backend.vector.simd;

import org.jspecify.annotations.NullMarked;
