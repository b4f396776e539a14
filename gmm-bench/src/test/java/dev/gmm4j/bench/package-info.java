/** Tests. */
@NullMarked
package dev.gmm4j.bench;

import org.jspecify.annotations.NullMarked;
