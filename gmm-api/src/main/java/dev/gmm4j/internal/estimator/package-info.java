/** The maximization of covariances under each covariance model. */
@NullMarked
package dev.gmm4j.internal.estimator;

import org.jspecify.annotations.NullMarked;
