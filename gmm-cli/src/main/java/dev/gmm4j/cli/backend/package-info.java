/** Which backend a command computes with. */
@NullMarked
package dev.gmm4j.cli.backend;

import org.jspecify.annotations.NullMarked;
