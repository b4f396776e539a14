/** The command {@code gmm}. */
@NullMarked
package dev.gmm4j.cli;

import org.jspecify.annotations.NullMarked;
