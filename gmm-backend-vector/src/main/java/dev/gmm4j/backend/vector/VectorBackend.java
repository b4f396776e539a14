package dev.gmm4j.backend.vector;

import dev.gmm4j.backend.vector.dense.Cholesky;
import dev.gmm4j.backend.vector.dense.Operand;
import dev.gmm4j.backend.vector.dense.PanelProduct;
import dev.gmm4j.backend.vector.dense.SmallProducts;
import dev.gmm4j.backend.vector.dense.SymmetricEigen;
import dev.gmm4j.backend.vector.dense.Triangular;
import dev.gmm4j.backend.vector.mixture.ManyComponentsKernel;
import dev.gmm4j.backend.vector.mixture.VectorLowRankKernel;
import dev.gmm4j.backend.vector.mixture.VectorMixtureKernel;
import dev.gmm4j.backend.vector.mixture.VectorStudentKernel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.Optional;

/** Dense operations by our own code on the JDK's Vector API. */
final class VectorBackend implements LinearAlgebraBackend {
  static final String ID = "vector";

  @Override
  public String id() {
    return ID;
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
    Operand left = Operand.of(a, transposeA == Transpose.NO ? k : m, transposeA);
    Operand right = Operand.of(b, transposeB == Transpose.NO ? n : k, transposeB);
    if (SmallProducts.isSmall(m, n, k)) {
      SmallProducts.multiply(left, right, c, m, n, k);
    } else {
      Arrays.fill(c, 0, m * n, 0);
      PanelProduct.of(left, right).addTo(c, 0, n, m, n, k);
    }
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    if (SmallProducts.isSmallGram(rows, columns)) {
      SmallProducts.gram(a, weights, gram, rows, columns);
    } else {
      Arrays.fill(gram, 0, columns * columns, 0);
      Operand matrix = Operand.of(a, columns, Transpose.NO);
      PanelProduct.gram(matrix, weights).addTo(gram, 0, columns, columns, columns, rows);
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        gram[j * columns + i] = gram[i * columns + j];
      }
    }
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    return Cholesky.factorize(n, a, factor);
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    Triangular.invert(n, lower, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    System.arraycopy(b, 0, x, 0, n * columns);
    Triangular.solve(transpose, n, columns, lower, x);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    SymmetricEigen.decompose(n, a, values, vectors);
  }

  @Override
  public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return Optional.of(
        maxComponents < ManyComponentsKernel.MIN_COMPONENTS
            ? new VectorMixtureKernel(dimension, maxComponents)
            : new ManyComponentsKernel(dimension, maxComponents));
  }

  @Override
  public Optional<StudentKernel> newStudentKernel(int dimension, int maxComponents) {
    return Optional.of(new VectorStudentKernel(dimension, maxComponents));
  }

  @Override
  public Optional<LowRankKernel> newLowRankKernel(int dimension, int factors, int maxComponents) {
    return Optional.of(new VectorLowRankKernel(dimension, factors, maxComponents));
  }
}
