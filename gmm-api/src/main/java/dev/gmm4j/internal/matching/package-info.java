/** The matching of the components of two mixtures. */
@NullMarked
package dev.gmm4j.internal.matching;

import org.jspecify.annotations.NullMarked;
