/** Output files that are complete or not there, for all modules of gmm4j that write files. */
@NullMarked
package dev.gmm4j.internal.file;

import org.jspecify.annotations.NullMarked;
