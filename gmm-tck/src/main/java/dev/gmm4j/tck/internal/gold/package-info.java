/** Reference results and the samples they belong to. */
@NullMarked
package dev.gmm4j.tck.internal.gold;

import org.jspecify.annotations.NullMarked;
