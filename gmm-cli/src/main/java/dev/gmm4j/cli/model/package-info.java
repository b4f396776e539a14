/** The commands that use a model that was fitted: {@code predict}, {@code score}, {@code regress}, {@code sample}, {@code plot} and {@code convert}. */
@NullMarked
package dev.gmm4j.cli.model;

import org.jspecify.annotations.NullMarked;
