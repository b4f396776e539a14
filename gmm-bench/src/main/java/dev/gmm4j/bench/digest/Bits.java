package dev.gmm4j.bench.digest;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.noise.UniformNoise;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of the exact bits of numbers, and of names, in the order in which they are given. 0 and -0 differ; all NaN are
 * the same, since their bits are those of the processor.
 */
final class Bits {
  private static final int SHOWN_DIGITS = 16;

  private final MessageDigest sha;

  Bits() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }

  Bits add(double... numbers) {
    for (double number : numbers) {
      sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, Double.doubleToLongBits(number)));
    }
    return this;
  }

  Bits add(double[][] rows) {
    for (double[] row : rows) {
      add(row);
    }
    return this;
  }

  Bits add(int... numbers) {
    for (int number : numbers) {
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }
    return this;
  }

  Bits add(String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Bits add(Iterable<Double> numbers) {
    for (double number : numbers) {
      add(number);
    }
    return this;
  }

  /** Adds weights, means, the covariances' own numbers, and noise if there is any. */
  Bits add(GaussianMixture model) {
    add(model.weights()).add(model.means()).add(model.covariances().toArray());
    UniformNoise noise = model.noise();
    if (noise != null) {
      add(noise.weight()).add(noise.region().lower()).add(noise.region().upper());
      double[][] axes = noise.region().axes();
      if (axes != null) {
        add(axes);
      }
    }
    return this;
  }

  /** Returns the first 64 bits of the SHA-256 of what was added; to be called once. */
  String hex() {
    return HexFormat.of().formatHex(sha.digest()).substring(0, SHOWN_DIGITS);
  }
}
