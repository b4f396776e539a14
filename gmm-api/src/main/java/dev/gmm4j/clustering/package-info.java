/** Clusters: k-means, components merged to clusters, and agreement between labels. */
@NullMarked
package dev.gmm4j.clustering;

import org.jspecify.annotations.NullMarked;
