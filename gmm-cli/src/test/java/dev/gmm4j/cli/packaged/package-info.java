/** Tests of the packaged command, which run it in a process of its own. */
@NullMarked
package dev.gmm4j.cli.packaged;

import org.jspecify.annotations.NullMarked;
