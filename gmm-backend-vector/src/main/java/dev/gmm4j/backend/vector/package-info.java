/** The backend on the JDK's Vector API: as fast as the processor, without a native library. */
@NullMarked
package dev.gmm4j.backend.vector;

import org.jspecify.annotations.NullMarked;
