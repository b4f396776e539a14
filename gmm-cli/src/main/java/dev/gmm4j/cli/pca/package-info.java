/** The command {@code pca}. */
@NullMarked
package dev.gmm4j.cli.pca;

import org.jspecify.annotations.NullMarked;
