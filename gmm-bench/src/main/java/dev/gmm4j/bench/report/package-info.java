/** Tables and charts of what was measured. */
@NullMarked
package dev.gmm4j.bench.report;

import org.jspecify.annotations.NullMarked;
