/** The mixture as a probability distribution: what follows from a model without fitting anything. */
@NullMarked
package dev.gmm4j.distribution;

import org.jspecify.annotations.NullMarked;
