package dev.gmm4j;

import dev.gmm4j.em.DegeneracyEvent;
import java.util.List;

/**
 * Measures of how sound one component of a fitted mixture is.
 *
 * @param component index of the component, from 0
 * @param weight its mixing weight
 * @param effectiveCount the weight of the samples it is responsible for, {@code Σ w r}
 * @param smallestEigenvalue of its covariance, always positive, even where features differ in scale by many powers of ten
 * @param conditionNumber of its covariance: largest over smallest eigenvalue, at least 1
 * @param events what was done about it
 */
public record ComponentDiagnostics(
    int component,
    double weight,
    double effectiveCount,
    double smallestEigenvalue,
    double conditionNumber,
    List<DegeneracyEvent> events) {}
