/** Mixtures of t distributions: heavy tails, so that outliers move no component far. */
@NullMarked
package dev.gmm4j.student;

import org.jspecify.annotations.NullMarked;
