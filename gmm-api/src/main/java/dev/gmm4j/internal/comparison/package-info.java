/** The choice of a backend by measurement on the samples of a fit. */
@NullMarked
package dev.gmm4j.internal.comparison;

import org.jspecify.annotations.NullMarked;
