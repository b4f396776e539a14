/** Arguments, random numbers, numbers as text, parallel tasks. */
@NullMarked
package dev.gmm4j.internal.util;

import org.jspecify.annotations.NullMarked;
