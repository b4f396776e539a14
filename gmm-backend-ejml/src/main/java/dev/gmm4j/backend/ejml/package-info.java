/** The backend on EJML, the Efficient Java Matrix Library: pure Java, works everywhere. */
@NullMarked
package dev.gmm4j.backend.ejml;

import org.jspecify.annotations.NullMarked;
