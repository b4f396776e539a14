/** Tests of the EJML backend. */
@NullMarked
package dev.gmm4j.backend.ejml;

import org.jspecify.annotations.NullMarked;
