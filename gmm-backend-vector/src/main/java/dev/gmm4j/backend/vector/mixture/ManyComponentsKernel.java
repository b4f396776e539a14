package dev.gmm4j.backend.vector.mixture;

import dev.gmm4j.backend.vector.mixture.layout.ComponentGroups;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel for many components. Where they lie in groups apart from each other, statistics are taken by a {@link
 * GroupedPass} over large blocks, which have many rows for each group. Everything else is done by {@link
 * VectorMixtureKernel}, part by part of a block, so that the responsibilities of a part are in the second-level cache.
 */
public final class ManyComponentsKernel implements MixtureKernel {
  /** The least number of components that the kernel is for. */
  public static final int MIN_COMPONENTS = 64;

  private static final int BLOCK_ROWS = 1024;

  /** Eight megabytes. */
  private static final int MAX_BLOCK_NUMBERS = 1 << 20;

  private final int dimension;
  private final int maxComponents;
  private final int blockRows;
  private final VectorMixtureKernel dense;
  private final double[] negligible;

  /** Made once groups pay: its responsibilities of a block take megabytes. */
  private @Nullable GroupedPass grouped;

  private boolean grouping;

  /** Creates a kernel. */
  public ManyComponentsKernel(int dimension, int maxComponents) {
    this.dimension = dimension;
    this.maxComponents = maxComponents;
    this.dense = new VectorMixtureKernel(dimension, maxComponents);
    this.blockRows = Math.max(
        dense.blockRows(),
        Math.min(BLOCK_ROWS, MAX_BLOCK_NUMBERS / Math.max(dimension, maxComponents)));
    this.negligible = new double[maxComponents];
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    int most = dense.blockRows();
    List<Part> parts = new ArrayList<>();
    for (int first = 0; first < rows.rows(); first += most) {
      int count = Math.min(most, rows.rows() - first);
      double[] weights =
          rows.weights() == null ? null : Arrays.copyOfRange(rows.weights(), first, first + count);
      RowBlock part =
          new RowBlock(rows.values(), rows.rowOffset(first), count, rows.dimension(), weights);
      parts.add(new Part(first, dense.load(part)));
    }
    return new Block(rows, List.copyOf(parts));
  }

  @Override
  public void use(KernelParameters parameters) {
    dense.use(parameters);
    VectorMixtureKernel.setNegligible(parameters, MixtureKernel.NEGLIGIBLE, negligible);
    ComponentGroups groups = ComponentGroups.of(parameters, negligible);
    grouping = groups != null;
    if (groups != null) {
      GroupedPass pass = grouped;
      if (pass == null) {
        pass = new GroupedPass(dimension, maxComponents, blockRows);
        grouped = pass;
      }
      pass.use(parameters, groups, negligible);
    }
  }

  /** Returns the pass that takes statistics, or null where groups do not pay. */
  @Nullable
  GroupedPass grouped() {
    return grouping ? grouped : null;
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    GroupedPass pass = grouped();
    if (pass == null
        || assignment != Assignment.SOFT
        || statistics.moments() == Moments.POOLED
        || !pass.accumulate(block(block).rowBlock(), statistics)) {
      for (Part part : block(block).parts()) {
        dense.accumulate(part.block(), assignment, statistics);
      }
    }
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    int components = statistics.components();
    for (Part part : block(block).parts()) {
      double[] own =
          Arrays.copyOfRange(responsibilities, part.first() * components, part.end() * components);
      dense.accumulate(part.block(), own, statistics);
    }
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    for (Part part : block(block).parts()) {
      double[] own = new double[part.rows()];
      dense.logDensities(part.block(), own);
      System.arraycopy(own, 0, logDensities, part.first(), own.length);
    }
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    int components = dense.components();
    for (Part part : block(block).parts()) {
      double[] densities = new double[part.rows()];
      double[] own = new double[part.rows() * components];
      dense.responsibilities(part.block(), densities, own);
      System.arraycopy(densities, 0, logDensities, part.first(), densities.length);
      System.arraycopy(own, 0, responsibilities, part.first() * components, own.length);
    }
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    for (Part part : block(block).parts()) {
      int[] own = new int[part.rows()];
      dense.labels(part.block(), own);
      System.arraycopy(own, 0, labels, part.first(), own.length);
    }
  }

  private static Block block(SampleBlock block) {
    return (Block) block;
  }

  /** Some rows of a block, as many as the other kernel takes, from the first on. */
  private record Part(int first, SampleBlock block) {
    int rows() {
      return block.rows();
    }

    int end() {
      return first + rows();
    }
  }

  /** The rows as they were given, and the same in parts. */
  private record Block(RowBlock rowBlock, List<Part> parts) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }

    @Override
    public long bytes() {
      return rowBlock.weights() == null ? 0 : (long) Double.BYTES * rows();
    }
  }
}
