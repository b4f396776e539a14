/** The kit tested: by a correct backend that passes, and by broken ones that must not. */
@NullMarked
package dev.gmm4j.tck;

import org.jspecify.annotations.NullMarked;
