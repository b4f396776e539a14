/** The commands about numeric libraries: {@code backends}, {@code bench} and {@code tck}. */
@NullMarked
package dev.gmm4j.cli.bench;

import org.jspecify.annotations.NullMarked;
