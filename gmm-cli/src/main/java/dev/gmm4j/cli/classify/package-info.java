/** The command {@code classify}: fit, predict and validate classifiers by mixtures. */
@NullMarked
package dev.gmm4j.cli.classify;

import org.jspecify.annotations.NullMarked;
