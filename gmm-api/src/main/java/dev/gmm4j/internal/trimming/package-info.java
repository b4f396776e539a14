/** Which samples trimming keeps: their scores, and the threshold, also of samples in several parts. */
@NullMarked
package dev.gmm4j.internal.trimming;

import org.jspecify.annotations.NullMarked;
