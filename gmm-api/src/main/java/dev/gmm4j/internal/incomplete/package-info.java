/** Samples with missing values: what is observed of them, and what is expected of the rest. */
@NullMarked
package dev.gmm4j.internal.incomplete;

import org.jspecify.annotations.NullMarked;
