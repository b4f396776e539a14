/** Discovery of backends by service loading. */
@NullMarked
package dev.gmm4j.internal.discovery;

import org.jspecify.annotations.NullMarked;
