/** The command {@code describe}. */
@NullMarked
package dev.gmm4j.cli.describe;

import org.jspecify.annotations.NullMarked;
