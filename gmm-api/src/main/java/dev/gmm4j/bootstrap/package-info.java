/** The bootstrap: errors of parameters, and tests of the number of components. */
@NullMarked
package dev.gmm4j.bootstrap;

import org.jspecify.annotations.NullMarked;
