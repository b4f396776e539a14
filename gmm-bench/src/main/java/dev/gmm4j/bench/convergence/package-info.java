/** How soon EM comes to its limit, accelerated or not, and how much of it a criterion leaves. */
@NullMarked
package dev.gmm4j.bench.convergence;

import org.jspecify.annotations.NullMarked;
