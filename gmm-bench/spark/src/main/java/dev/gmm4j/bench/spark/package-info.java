/** The mixture EM of Spark MLlib, measured as the others are. */
@NullMarked
package dev.gmm4j.bench.spark;

import org.jspecify.annotations.NullMarked;
