/** Bayesian mixtures: posterior distributions by variational inference, under a Dirichlet or a Dirichlet process prior. */
@NullMarked
package dev.gmm4j.bayesian;

import org.jspecify.annotations.NullMarked;
