package dev.gmm4j.backend.vector.simd;

import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors that all code here computes with. They are constants, without which the compiler makes no vector
 * instructions.
 *
 * <p>What follows from that holds for the whole package. Vectors stay in local variables and are not handed to methods:
 * where the compiler does not inline such a method, it puts each vector on the heap. Only operations whose results IEEE
 * 754 prescribes are used, with the lanes of a sum added in an order that is written down: the interpreter and the
 * compiler then give the same bits.
 */
public final class Simd {
  public static final VectorSpecies<Double> SPECIES = VectorWidth.species();

  /** How many numbers a vector holds. */
  public static final int LANES = SPECIES.length();

  /**
   * Whether the processor has an instruction for the fused multiply-add. Without it, the JDK computes with exact big
   * numbers, a thousand times slower; hence at every place {@code FMA ? a.fma(b, c) : a.mul(b).add(c)}.
   */
  public static final boolean FMA = FusedMultiplyAdd.isFast();

  static {
    OperationWarmUp.run(SPECIES, FMA);
  }

  private Simd() {}
}
