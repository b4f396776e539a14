/** The EM algorithm in parts, for engines that run the expectation pass elsewhere. */
@NullMarked
package dev.gmm4j.em;

import org.jspecify.annotations.NullMarked;
