/** Tests of the vector backend. */
@NullMarked
package dev.gmm4j.backend.vector.mixture.layout;

import org.jspecify.annotations.NullMarked;
