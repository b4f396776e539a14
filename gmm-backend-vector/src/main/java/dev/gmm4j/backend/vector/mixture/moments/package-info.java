/** From responsibilities to the moments of the components. */
@NullMarked
package dev.gmm4j.backend.vector.mixture.moments;

import org.jspecify.annotations.NullMarked;
