/** Input of data and models. */
@NullMarked
package dev.gmm4j.cli.input;

import org.jspecify.annotations.NullMarked;
