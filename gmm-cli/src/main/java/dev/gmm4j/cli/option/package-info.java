/** Options that several commands share, and converters of their values. */
@NullMarked
package dev.gmm4j.cli.option;

import org.jspecify.annotations.NullMarked;
