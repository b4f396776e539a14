/** Pictures of data and models. */
@NullMarked
package dev.gmm4j.cli.picture;

import org.jspecify.annotations.NullMarked;
