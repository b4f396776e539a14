/** Samples: rows of numbers from memory, files or anywhere else, read block by block. */
@NullMarked
package dev.gmm4j.data;

import org.jspecify.annotations.NullMarked;
