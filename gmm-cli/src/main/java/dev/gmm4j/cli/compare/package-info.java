/** The command {@code compare}. */
@NullMarked
package dev.gmm4j.cli.compare;

import org.jspecify.annotations.NullMarked;
