/** Tests of the ND4J backend. */
@NullMarked
package dev.gmm4j.backend.nd4j;

import org.jspecify.annotations.NullMarked;
