/**
 * Walk-throughs of mixture models: each is one short class that is meant to be read, uses the public API only, and is run
 * by {@code gmm example NAME --output DIR}.
 */
@NullMarked
package dev.gmm4j.examples;

import org.jspecify.annotations.NullMarked;
