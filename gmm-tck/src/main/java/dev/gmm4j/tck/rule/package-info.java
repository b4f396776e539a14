/** A rule of the kit, and what it is checked with. */
@NullMarked
package dev.gmm4j.tck.rule;

import org.jspecify.annotations.NullMarked;
