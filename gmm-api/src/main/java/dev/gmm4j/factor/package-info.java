/** Mixtures of factor analysers: covariances of few factors and a noise variance for each feature. */
@NullMarked
package dev.gmm4j.factor;

import org.jspecify.annotations.NullMarked;
