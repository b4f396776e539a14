/** The commands of statistical inference: {@code test} and {@code bootstrap}. */
@NullMarked
package dev.gmm4j.cli.inference;

import org.jspecify.annotations.NullMarked;
