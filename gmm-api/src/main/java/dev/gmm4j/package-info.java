/** What users need: samples, fitting, the fitted model, and the choice of a backend. */
@NullMarked
package dev.gmm4j;

import org.jspecify.annotations.NullMarked;
