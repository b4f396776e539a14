/** Tests of the Commons Math backend. */
@NullMarked
package dev.gmm4j.backend.commonsmath;

import org.jspecify.annotations.NullMarked;
