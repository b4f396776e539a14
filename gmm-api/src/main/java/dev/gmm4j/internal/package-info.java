/** The local engine: blocks, threads, the composed kernel, starts and discovery. Not exported. */
@NullMarked
package dev.gmm4j.internal;

import org.jspecify.annotations.NullMarked;
