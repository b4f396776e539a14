/** The commands that find a number of components or clusters: {@code select} and {@code merge}. */
@NullMarked
package dev.gmm4j.cli.select;

import org.jspecify.annotations.NullMarked;
