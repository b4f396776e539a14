/** Classification by mixtures: a mixture for each known class, fitted to labelled rows or to rows of which some are. */
@NullMarked
package dev.gmm4j.classification;

import org.jspecify.annotations.NullMarked;
