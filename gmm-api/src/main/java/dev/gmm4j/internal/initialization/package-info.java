/** Strategies that find the initial parameters of EM. */
@NullMarked
package dev.gmm4j.internal.initialization;

import org.jspecify.annotations.NullMarked;
