/** The covariance models: from scatter matrices to covariances of the highest expected log-likelihood. */
@NullMarked
package dev.gmm4j.internal.covariance;

import org.jspecify.annotations.NullMarked;
