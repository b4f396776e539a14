/** Background models: adapted to new samples, and vectors that describe sets of samples by one. */
@NullMarked
package dev.gmm4j.adaptation;

import org.jspecify.annotations.NullMarked;
