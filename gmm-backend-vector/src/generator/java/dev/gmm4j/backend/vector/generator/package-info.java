/** Writes the classes of the backend whose loops are unrolled. */
@NullMarked
package dev.gmm4j.backend.vector.generator;

import org.jspecify.annotations.NullMarked;
