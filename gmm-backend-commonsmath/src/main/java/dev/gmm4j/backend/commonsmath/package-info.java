/** The backend on Apache Commons Math 3: pure Java, found in many applications already. */
@NullMarked
package dev.gmm4j.backend.commonsmath;

import org.jspecify.annotations.NullMarked;
