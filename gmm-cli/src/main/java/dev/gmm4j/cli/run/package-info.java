/** One run of the command: its streams, its exit status and its log. */
@NullMarked
package dev.gmm4j.cli.run;

import org.jspecify.annotations.NullMarked;
