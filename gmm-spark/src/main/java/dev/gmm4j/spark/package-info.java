/**
 * Gaussian mixtures on Apache Spark: an {@code Estimator} and a {@code Model} for pipelines of Spark ML, and samples that
 * lie on a cluster for everyone else.
 *
 * <p>The EM algorithm is gmm-api's own; only the expectation pass runs on the cluster.
 */
@NullMarked
package dev.gmm4j.spark;

import org.jspecify.annotations.NullMarked;
