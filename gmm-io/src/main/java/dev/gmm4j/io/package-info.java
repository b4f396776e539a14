/**
 * Data files, model files and checkpoints.
 *
 * <h2>CSV</h2>
 *
 * <p>Text in UTF-8, in UTF-16 or UTF-32 with a byte order mark, or in an encoding that is stated, perhaps packed by gzip;
 * lines end with LF or CRLF. Cells are separated by comma, semicolon, tab, vertical bar or runs of blanks, whichever explains
 * the first lines best; they may be in double quotes, and blanks around numbers do not count. Numbers have a decimal point:
 * {@code 1.5}, {@code -2e-3}; or all a decimal comma where commas separate no cells. Every row has as many cells as the first;
 * an infinity is an error, and so is a missing value (an empty cell, NaN, NA and the like) unless {@link
 * dev.gmm4j.io.ReadOptions.Missing} says otherwise. Lines that begin with {@code #} are comments. Blank lines may follow the
 * last row and nowhere else.
 *
 * <p>The first record is taken for a header if it has a cell that is not a number. One that mixes numbers with text
 * is taken for data if the second record has text in the same columns, as in a file without a header whose last column is
 * a label. A first record of numbers is a header if it is unlike those below: in quotes, evenly spaced, whole over decimals,
 * far outside of its columns; {@link dev.gmm4j.io.Dataset#notes} tells of it. {@link dev.gmm4j.io.ReadOptions.Header} states
 * what cannot be guessed.
 *
 * <p>Rows are kept in memory up to a budget. A file with more is written as binary numbers to a temporary file, which is
 * mapped, and gone when the data set is closed or the process ends; it is in the system's temporary folder unless
 * {@link dev.gmm4j.io.ReadOptions.Builder#temporaryFolder} names another.
 *
 * <h2>NumPy .npy</h2>
 *
 * <p>Format versions 1.0, 2.0 and 3.0; two-dimensional arrays, and one-dimensional ones as a single column; in C or
 * Fortran order; {@code float64}, {@code float32}, {@code float16}, {@code bool} and integers of 8 to 64 bits, of either byte order.
 * 64-bit integers beyond 2<sup>53</sup> are rounded to the nearest {@code double}. The file is mapped, not read:
 * opening takes no time, and it must not change while it is in use. What follows the array in the file is ignored, as
 * NumPy does. Columns are chosen by index from 0.
 *
 * <h2>Model JSON</h2>
 *
 * <p>{@link dev.gmm4j.io.ModelFile} is one object with the parameters, the names of features and how the model was fitted.
 * Doubles are written so that reading gives the same bits; properties that are not known, or occur twice, are refused.
 * Initial parameters need only some of {@code weights}, {@code means} and {@code covariances}, see {@link
 * dev.gmm4j.io.InitialParameters}. {@code docs/formats.md} of gmm4j describes each property.
 *
 * <h2>scikit-learn and mclust</h2>
 *
 * <p>{@link dev.gmm4j.io.ModelFormat} reads and writes two more JSON objects: one with the attributes of scikit-learn's
 * {@code GaussianMixture}, and one with the parameters of mclust's R object as jsonlite writes them. {@code docs/formats.md}
 * of gmm4j shows both.
 *
 * <h2>Checkpoints</h2>
 *
 * <p>How far a fit has come, in binary: the bytes {@code GMM4JCKP}, a version, the settings and a fingerprint of the samples,
 * the results of the restarts that are done, the parameters and trace of the restart under way, and the SHA-256
 * checksum of all that. {@code docs/formats.md} of gmm4j has
 * each field.
 */
@NullMarked
package dev.gmm4j.io;

import org.jspecify.annotations.NullMarked;
