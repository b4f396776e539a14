/** Eigendecompositions of covariances and scatters, of features of any scale. */
@NullMarked
package dev.gmm4j.internal.spectral;

import org.jspecify.annotations.NullMarked;
