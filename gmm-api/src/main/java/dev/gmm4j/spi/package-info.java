/**
 * The interfaces that authors of backends implement: a handful of dense operations (tier 1) and, where speed asks for
 * it, a mixture kernel of their own (tier 2). It depends on nothing but {@code dev.gmm4j.data}.
 */
@NullMarked
package dev.gmm4j.spi;

import org.jspecify.annotations.NullMarked;
