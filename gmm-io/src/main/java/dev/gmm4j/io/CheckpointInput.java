package dev.gmm4j.io;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CheckpointOutput} writes, and nothing else. */
final class CheckpointInput {
  /** What kinds of fits have checkpoints. */
  private enum Kind {
    EM(CheckpointEncoder.MAGIC, "EM"),
    BAYESIAN(PosteriorCheckpoints.MAGIC, "a Bayesian fit"),
    STUDENT(StudentCheckpoints.MAGIC, "a fit of t distributions");

    private final String head;
    private final String label;

    Kind(byte[] magic, String label) {
      this.head = new String(magic, StandardCharsets.US_ASCII);
      this.label = label;
    }

    static Kind of(byte[] magic) {
      return Arrays.stream(values())
          .filter(kind -> kind.head.equals(new String(magic, StandardCharsets.US_ASCII)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static final int CHECKSUM = 32;

  private final ByteBuffer in;
  private final int version;

  private CheckpointInput(ByteBuffer in, int version) {
    this.in = in;
    this.version = version;
  }

  /** Tells whether bytes begin with a name. */
  static boolean begins(byte[] bytes, byte[] magic) {
    return bytes.length >= magic.length && Arrays.equals(Arrays.copyOf(bytes, magic.length), magic);
  }

  /**
   * Refuses checkpoints of fits of another kind than those of a head.
   *
   * @throws DataException saying what kind it is
   */
  static void refuseOtherKinds(String name, byte[] bytes, byte[] magic) {
    Kind wanted = Kind.of(magic);
    for (Kind other : Kind.values()) {
      if (other != wanted && begins(bytes, other.head.getBytes(StandardCharsets.US_ASCII))) {
        throw new DataException(
            name + " is a checkpoint of " + other.label + ", and not of " + wanted.label);
      }
    }
  }

  /**
   * Returns what a file has.
   *
   * @param magic the name that it begins with
   * @param newest the newest version that is read
   * @throws DataException if the bytes are not those of such a file
   */
  static <T> T read(
      String name,
      byte[] bytes,
      byte[] magic,
      int newest,
      BiFunction<ByteBuffer, CheckpointInput, T> contents) {
    if (!begins(bytes, magic)) {
      throw new DataException(name + " is no checkpoint: it does not begin with "
          + new String(magic, StandardCharsets.US_ASCII));
    }
    int body = bytes.length - CHECKSUM;
    if (body < magic.length + Integer.BYTES
        || !Arrays.equals(
            CheckpointOutput.digest(bytes, body), Arrays.copyOfRange(bytes, body, bytes.length))) {
      throw new DataException(
          name + " is damaged or cut short: its checksum is not that of its contents");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, magic.length, body - magic.length);
    int version = in.getInt();
    if (version < 1 || version > newest) {
      throw new DataException(name + " is a checkpoint of version " + version + ", but only "
          + (newest == 1 ? "1 is" : "1 to " + newest + " are") + " read");
    }
    try {
      T read = contents.apply(in, new CheckpointInput(in, version));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes are left over");
      }
      return read;
    } catch (BufferUnderflowException e) {
      throw new DataException(name + " is no valid checkpoint: it ends too early", e);
    } catch (IllegalArgumentException | GmmException e) {
      throw new DataException(name + " is no valid checkpoint: " + e.getMessage(), e);
    }
  }

  /** Returns the version of the file. */
  int version() {
    return version;
  }

  @Nullable
  GmmException failure() {
    int kind = in.get();
    return switch (kind) {
      case CheckpointOutput.NO_FAILURE -> null;
      case CheckpointOutput.DEGENERATE ->
        new DegenerateComponentException(in.getInt(), in.getInt(), text(), text());
      case CheckpointOutput.OTHER_FAILURE -> new GmmException(text());
      default -> throw new IllegalArgumentException("a failure of unknown kind " + kind);
    };
  }

  Ascent ascent() {
    return new Ascent(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
  }

  double[] numbers() {
    double[] numbers = new double[count(Double.BYTES)];
    in.asDoubleBuffer().get(numbers);
    in.position(in.position() + Double.BYTES * numbers.length);
    return numbers;
  }

  String text() {
    byte[] bytes = new byte[count(1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reads the name of a constant. That of none is not told: it may be any bytes, and any number of them. */
  <E extends Enum<E>> E constant(Class<E> type) {
    String name = text();
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("it has a text that is no " + type.getSimpleName()));
  }

  boolean truth() {
    return in.get() != 0;
  }

  /** Reads how many of something follow, which have at least so many bytes each. */
  int count(int bytes) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / bytes) {
      throw new BufferUnderflowException();
    }
    return count;
  }
}
