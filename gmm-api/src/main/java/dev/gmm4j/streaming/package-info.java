/** Stepwise EM on mini-batches, for data without end. */
@NullMarked
package dev.gmm4j.streaming;

import org.jspecify.annotations.NullMarked;
