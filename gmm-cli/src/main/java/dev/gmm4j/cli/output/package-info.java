/** How commands print tables, numbers, CSV and JSON, and write files. */
@NullMarked
package dev.gmm4j.cli.output;

import org.jspecify.annotations.NullMarked;
