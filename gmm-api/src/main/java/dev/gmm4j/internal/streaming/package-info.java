/** Learning from mini-batches: rows into batches, and running statistics. */
@NullMarked
package dev.gmm4j.internal.streaming;

import org.jspecify.annotations.NullMarked;
