/** The exceptions of gmm4j, all unchecked. */
@NullMarked
package dev.gmm4j.exception;

import org.jspecify.annotations.NullMarked;
