/** The command {@code example}. */
@NullMarked
package dev.gmm4j.cli.example;

import org.jspecify.annotations.NullMarked;
