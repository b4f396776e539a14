/** The rules of the kit, by topic. */
@NullMarked
package dev.gmm4j.tck.internal.rules;

import org.jspecify.annotations.NullMarked;
