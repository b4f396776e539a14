/** The command {@code fit}: its options, its results and its report. */
@NullMarked
package dev.gmm4j.cli.fit;

import org.jspecify.annotations.NullMarked;
