/** The backends that are found at run time, and the choice among them. */
@NullMarked
package dev.gmm4j.backend;

import org.jspecify.annotations.NullMarked;
