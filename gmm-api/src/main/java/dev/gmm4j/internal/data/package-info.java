/** Checks and buffers of rows. */
@NullMarked
package dev.gmm4j.internal.data;

import org.jspecify.annotations.NullMarked;
