package dev.gmm4j.backend.vector;

import dev.gmm4j.backend.vector.simd.FusedMultiplyAdd;
import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/** Offers the backend {@code vector}. */
public final class VectorBackendProvider implements LinearAlgebraBackendProvider {
  private static final int FAST = 200;

  /** Below all other backends of ours: they are faster where vectors are not made of instructions. */
  private static final int SLOW = 10;

  /** Registers the provider; called by the service loader. */
  public VectorBackendProvider() {}

  @Override
  public String id() {
    return "vector";
  }

  @Override
  public int priority() {
    return compilesVectors(System.getProperty("java.vm.info", "")) && FusedMultiplyAdd.isFast()
        ? FAST
        : SLOW;
  }

  /** Tells by what a JVM says of itself ({@code java.vm.info}) whether it has the compiler that knows vectors. */
  static boolean compilesVectors(String vmInfo) {
    return !vmInfo.contains("interpreted mode") && !vmInfo.contains("emulated-client");
  }

  @Override
  public Availability availability() {
    if (!vectorsArePresent()) {
      return Availability.unavailable(
          "the module jdk.incubator.vector is not present",
          "pass --add-modules jdk.incubator.vector to java");
    }
    try {
      return VectorProbe.run();
    } catch (RuntimeException | LinkageError e) {
      return Availability.unavailable(
          "jdk.incubator.vector is not usable: " + e, "use another JDK");
    }
  }

  /** The module may be in any layer: the boot layer, that of this module, or one that was added later. */
  private static boolean vectorsArePresent() {
    try {
      Class.forName(
          "jdk.incubator.vector.DoubleVector", false, VectorBackendProvider.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return new VectorBackend();
  }
}
