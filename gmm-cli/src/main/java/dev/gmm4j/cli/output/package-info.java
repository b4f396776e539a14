/** Output of tables, numbers, CSV, JSON and files. */
@NullMarked
package dev.gmm4j.cli.output;

import org.jspecify.annotations.NullMarked;
