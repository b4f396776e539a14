/**
 * Pictures of samples, mixtures and fits, as PNG, SVG and animated GIF, without a display.
 *
 * <p>Each kind of picture is a class with a factory {@code of(...)}, a few settings, and {@code figure()} at the end:
 *
 * <pre>{@code
 * ScatterPlot.of(samples).names("eruptions", "waiting").model(model).figure().writePng(Path.of("clusters.png"), 2);
 * }</pre>
 */
@NullMarked
package dev.gmm4j.plot;

import org.jspecify.annotations.NullMarked;
