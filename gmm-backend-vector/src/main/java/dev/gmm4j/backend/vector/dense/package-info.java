/** Dense matrix operations on vectors: products, factorizations, eigenvalues. */
@NullMarked
package dev.gmm4j.backend.vector.dense;

import org.jspecify.annotations.NullMarked;
