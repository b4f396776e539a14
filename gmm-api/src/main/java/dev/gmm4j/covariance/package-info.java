/** Covariances of components, and the models and types that restrict them. */
@NullMarked
package dev.gmm4j.covariance;

import org.jspecify.annotations.NullMarked;
