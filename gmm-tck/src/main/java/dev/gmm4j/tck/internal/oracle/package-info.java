/** Numbers that backends are compared with: textbook algorithms, sums in twice the working precision, error bounds. */
@NullMarked
package dev.gmm4j.tck.internal.oracle;

import org.jspecify.annotations.NullMarked;
