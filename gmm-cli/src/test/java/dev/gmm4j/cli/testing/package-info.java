/** Helpers of tests: the command in this process, its outcome, and files. */
@NullMarked
package dev.gmm4j.cli.testing;

import org.jspecify.annotations.NullMarked;
