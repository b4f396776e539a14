/** Where in arrays the samples of a block are, in which order, and what belongs to each sample and component. */
@NullMarked
package dev.gmm4j.backend.vector.mixture.layout;

import org.jspecify.annotations.NullMarked;
