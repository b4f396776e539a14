/**
 * The backend on ND4J and the native OpenBLAS that ND4J itself runs on. Nothing native is loaded before the backend is
 * created.
 */
@NullMarked
package dev.gmm4j.backend.nd4j;

import org.jspecify.annotations.NullMarked;
