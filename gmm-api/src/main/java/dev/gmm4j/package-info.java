/** Gaussian mixture models: the estimator, the fitted model, and what a fit reports. */
@NullMarked
package dev.gmm4j;

import org.jspecify.annotations.NullMarked;
