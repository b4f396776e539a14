/** Ways to find the parameters that EM starts from, and k-means, which some of them use. */
@NullMarked
package dev.gmm4j.internal.start;

import org.jspecify.annotations.NullMarked;
