/**
 * The compatibility kit: the same correctness rules for every {@code LinearAlgebraBackend}.
 *
 * <p>Whoever writes a backend adds this artifact in test scope and one class:
 *
 * <pre>{@code
 * class AcmeBackendTckTest extends LinearAlgebraBackendTck {
 *   @Override
 *   protected LinearAlgebraBackendProvider provider() {
 *     return new AcmeBackendProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Every {@link dev.gmm4j.tck.rule.Rule} then runs as a JUnit test, and a report is written to {@code target/gmm-tck}.
 * Without a test framework, {@link dev.gmm4j.tck.TckRunner} does the same. Packages beneath this one are internal.
 */
@NullMarked
package dev.gmm4j.tck;

import org.jspecify.annotations.NullMarked;
