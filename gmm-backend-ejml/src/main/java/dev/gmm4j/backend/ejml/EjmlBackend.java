package dev.gmm4j.backend.ejml;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.mult.MatrixMultProduct_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Dense operations by EJML's single-threaded routines on row-major matrices, wrapped without copying.
 *
 * <p>EJML's concurrent routines are not used: their switch is global, and the engine runs blocks over threads itself.
 */
final class EjmlBackend implements LinearAlgebraBackend {

  @Override
  public String id() {
    return "ejml";
  }

  @Override
  public void multiply(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c) {
    DMatrixRMaj left =
        transposeA == Transpose.NO ? DMatrixRMaj.wrap(m, k, a) : DMatrixRMaj.wrap(k, m, a);
    DMatrixRMaj right =
        transposeB == Transpose.NO ? DMatrixRMaj.wrap(k, n, b) : DMatrixRMaj.wrap(n, k, b);
    DMatrixRMaj product = DMatrixRMaj.wrap(m, n, c);
    if (transposeA == Transpose.NO && transposeB == Transpose.NO) {
      CommonOps_DDRM.mult(left, right, product);
    } else if (transposeB == Transpose.NO) {
      CommonOps_DDRM.multTransA(left, right, product);
    } else if (transposeA == Transpose.NO) {
      CommonOps_DDRM.multTransB(left, right, product);
    } else {
      CommonOps_DDRM.multTransAB(left, right, product);
    }
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    for (int i = 0; i < rows; i++) {
      double root = Math.sqrt(weights[i]);
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        a[j] *= root;
      }
    }
    DMatrixRMaj product = DMatrixRMaj.wrap(columns, columns, gram);
    MatrixMultProduct_DDRM.inner_reorder(DMatrixRMaj.wrap(rows, columns, a), product);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    System.arraycopy(a, 0, factor, 0, n * n);
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.chol(n, true);
    DMatrixRMaj matrix = DMatrixRMaj.wrap(n, n, factor);
    if (!decomposition.decompose(matrix)) {
      return 0;
    }
    DMatrixRMaj lower = decomposition.getT(null);
    System.arraycopy(lower.data, 0, factor, 0, n * n);
    return -1;
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    Arrays.fill(inverse, 0, n * n, 0);
    TriangularSolver_DDRM.invertLower(lower, inverse, n);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    // EJML solves one column at a time for Lᵀ, so columns are copied out and back.
    double[] column = new double[n];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < n; i++) {
        column[i] = b[i * columns + j];
      }
      if (transpose == Transpose.NO) {
        TriangularSolver_DDRM.solveL(lower, column, n);
      } else {
        TriangularSolver_DDRM.solveTranL(lower, column, n);
      }
      for (int i = 0; i < n; i++) {
        x[i * columns + j] = column[i];
      }
    }
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(n, true, true);
    DMatrixRMaj copy = new DMatrixRMaj(n, n, true, Arrays.copyOf(a, n * n));
    if (!decomposition.decompose(copy)) {
      throw new GmmException(
          "EJML found no eigendecomposition of a symmetric matrix of order " + n);
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (i, j) -> Double.compare(
            decomposition.getEigenvalue(i).getReal(),
            decomposition.getEigenvalue(j).getReal()));
    for (int j = 0; j < n; j++) {
      values[j] = decomposition.getEigenvalue(order[j]).getReal();
      DMatrixRMaj vector = decomposition.getEigenVector(order[j]);
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = vector.data[i];
      }
    }
  }
}
