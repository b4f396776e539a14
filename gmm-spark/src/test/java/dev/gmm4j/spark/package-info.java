@NullMarked
package dev.gmm4j.spark;

import org.jspecify.annotations.NullMarked;
