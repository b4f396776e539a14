/** Tests of the examples. */
@NullMarked
package dev.gmm4j.examples;

import org.jspecify.annotations.NullMarked;
