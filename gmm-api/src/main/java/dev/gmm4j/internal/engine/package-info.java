/** Passes over samples on the threads of this machine. */
@NullMarked
package dev.gmm4j.internal.engine;

import org.jspecify.annotations.NullMarked;
