/** The search for a better optimum: merges and splits of components. */
@NullMarked
package dev.gmm4j.internal.search;

import org.jspecify.annotations.NullMarked;
