/** Uniform noise beside the components of a mixture. */
@NullMarked
package dev.gmm4j.noise;

import org.jspecify.annotations.NullMarked;
