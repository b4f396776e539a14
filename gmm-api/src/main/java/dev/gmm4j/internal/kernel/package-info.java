/** The mixture kernel that is composed of a backend's dense operations. */
@NullMarked
package dev.gmm4j.internal.kernel;

import org.jspecify.annotations.NullMarked;
