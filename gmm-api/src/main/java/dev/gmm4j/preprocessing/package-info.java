/** Transformations of samples before a mixture is fitted. */
@NullMarked
package dev.gmm4j.preprocessing;

import org.jspecify.annotations.NullMarked;
