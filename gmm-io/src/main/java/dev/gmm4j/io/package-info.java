/**
 * Data files, model files and checkpoints.
 *
 * <h2>CSV</h2>
 *
 * <p>Text in UTF-8, with or without a byte order mark; lines end with LF or CRLF. Cells are separated by comma,
 * semicolon or tab, whichever the first line has; cells may be in double quotes, and blanks around numbers do not count.
 * Numbers have a decimal point: {@code 1.5}, {@code -2e-3}. Every row has as many cells as the first; an empty cell, NaN
 * or an infinity is an error, not a missing value. Blank lines may follow the last row and nowhere else.
 *
 * <p>The first record is taken for a header if it has a cell that is not a number. One that mixes numbers with text
 * is taken for data if the second record has text in the same columns, as in a file without a header whose last column is
 * a label. {@link dev.gmm4j.io.ReadOptions.Header} states what cannot be guessed.
 *
 * <p>Rows are kept in memory up to a budget. A file with more is written as binary numbers to a temporary file, which is
 * mapped, and gone when the data set is closed or the process ends; it is in the system's temporary folder unless
 * {@link dev.gmm4j.io.ReadOptions.Builder#temporaryFolder} names another.
 *
 * <h2>NumPy .npy</h2>
 *
 * <p>Format versions 1.0, 2.0 and 3.0; two-dimensional arrays, and one-dimensional ones as a single column; in C or
 * Fortran order; {@code float64}, {@code float32}, {@code bool} and integers of 8 to 64 bits, of either byte order.
 * 64-bit integers beyond 2<sup>53</sup> are rounded to the nearest {@code double}. The file is mapped, not read:
 * opening takes no time, and it must not change while it is in use. What follows the array in the file is ignored, as
 * NumPy does. Columns are chosen by index from 0.
 *
 * <h2>Model JSON</h2>
 *
 * <p>One object:
 *
 * <pre>{@code
 * {
 *   "format": "gmm4j-model",
 *   "version": 1,
 *   "components": K,
 *   "dimension": d,
 *   "covarianceType": "full" | "tied" | "diagonal" | "spherical",
 *   "covarianceModel": "VEV" or another of mclust's fourteen names,
 *   "mixingProportions": "free" | "equal",
 *   "weights": [K],
 *   "means": [K][d],
 *   "covariances": [K][d][d] | [d][d] | [K][d] | [K],
 *   "featureNames": [d],
 *   "fit": {
 *     "samples": n, "totalWeight": ..., "logLikelihood": total,
 *     "logLikelihoodTrace": [total of each iteration, the first that of the initial parameters],
 *     "iterations": ..., "converged": ..., "freeParameters": ..., "bic": ..., "aic": ..., "backend": "...",
 *     "seed": ..., "tolerance": ..., "regularization": ...,
 *     "seconds": {"read": ..., "initialize": ..., "em": ...}
 *   },
 *   "metadata": {what a user wants to keep with the model: any values, nested by at most six levels}
 * }
 * }</pre>
 *
 * <p>{@code featureNames}, {@code fit} and {@code metadata} may be missing, and {@code covarianceModel} and {@code mixingProportions},
 * which are written only where they say more than {@code covarianceType} and {@code free}; other properties may not, and
 * there are no others. Doubles are written so that reading gives the same bits. Initial parameters need only {@code weights}, {@code means} and
 * {@code covariances}.
 *
 * <h2>scikit-learn and mclust</h2>
 *
 * <p>{@link dev.gmm4j.io.ModelFormat} reads and writes two more JSON objects. That of scikit-learn has attributes of its
 * {@code GaussianMixture} by their names, in their shapes:
 *
 * <pre>{@code
 * {"covariance_type": "full" | "tied" | "diag" | "spherical",
 *  "weights_": [K], "means_": [K][d], "covariances_": [K][d][d] | [d][d] | [K][d] | [K],
 *  "precisions_cholesky_": as covariances_, "n_features_in_": d, "feature_names_in_": [d]}
 * }</pre>
 *
 * <p>That of mclust has the parameters of an R object as jsonlite writes them, a column or slice for each component:
 *
 * <pre>{@code
 * {"modelName": "VEV", "d": d, "G": G, "variableNames": [d],
 *  "parameters": {"pro": [G], "mean": [d][G], "variance": {"sigma": [d][d][G]}}}
 * }</pre>
 *
 * <p>For one feature {@code mean} is {@code [G]}, and {@code variance} has {@code sigmasq}, one number or {@code G}. What
 * is not needed may be missing when reading: all but {@code covariance_type}, {@code weights_}, {@code means_} and
 * {@code covariances_} there, {@code modelName} and {@code parameters} here.
 *
 * <h2>Checkpoints</h2>
 *
 * <p>How far a fit has come, in binary: the bytes {@code GMM4JCKP}, a version, the settings and a fingerprint of the samples,
 * the results of the restarts that are done, the parameters and trace of the restart under way, and the SHA-256
 * checksum of all that. {@code docs/formats.md} has each field.
 */
@NullMarked
package dev.gmm4j.io;

import org.jspecify.annotations.NullMarked;
