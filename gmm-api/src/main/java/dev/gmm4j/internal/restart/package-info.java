/** The restarts of a fit of any family beside Gaussian mixtures. */
@NullMarked
package dev.gmm4j.internal.restart;

import org.jspecify.annotations.NullMarked;
