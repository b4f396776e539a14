/** The packaged jars as users deploy them, in JVMs of their own. */
@NullMarked
package dev.gmm4j.it;

import org.jspecify.annotations.NullMarked;
