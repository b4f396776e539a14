/** The mixture kernel composed of a backend's tier 1 operations. */
@NullMarked
package dev.gmm4j.internal.composed;

import org.jspecify.annotations.NullMarked;
