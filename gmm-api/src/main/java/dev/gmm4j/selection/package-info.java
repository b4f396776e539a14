/** The choice of the number of components and of the covariance model. */
@NullMarked
package dev.gmm4j.selection;

import org.jspecify.annotations.NullMarked;
