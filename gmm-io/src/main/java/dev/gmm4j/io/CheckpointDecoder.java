package dev.gmm4j.io;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.RestartReport;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CheckpointEncoder} writes, and nothing else. */
final class CheckpointDecoder {
  private static final int CHECKSUM = 32;

  private final ByteBuffer in;
  private final int version;

  private CheckpointDecoder(ByteBuffer in, int version) {
    this.in = in;
    this.version = version;
  }

  /**
   * Returns the checkpoint.
   *
   * @throws DataException if the bytes are not those of a checkpoint
   */
  static Checkpoint decode(String name, byte[] bytes) {
    int magic = CheckpointEncoder.MAGIC.length;
    if (bytes.length < magic
        || !Arrays.equals(Arrays.copyOf(bytes, magic), CheckpointEncoder.MAGIC)) {
      throw new DataException(name + " is no checkpoint: it does not begin with GMM4JCKP");
    }
    int body = bytes.length - CHECKSUM;
    if (body < magic + Integer.BYTES
        || !Arrays.equals(
            CheckpointEncoder.digest(bytes, body), Arrays.copyOfRange(bytes, body, bytes.length))) {
      throw new DataException(
          name + " is damaged or cut short: its checksum is not that of its contents");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, magic, body - magic);
    int version = in.getInt();
    if (version < 1 || version > CheckpointEncoder.VERSION) {
      throw new DataException(name + " is a checkpoint of version " + version + ", but only 1 to "
          + CheckpointEncoder.VERSION + " are read");
    }
    try {
      Checkpoint checkpoint = new CheckpointDecoder(in, version).checkpoint();
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes are left over");
      }
      return checkpoint;
    } catch (BufferUnderflowException e) {
      throw new DataException(name + " is no valid checkpoint: it ends too early", e);
    } catch (IllegalArgumentException | GmmException e) {
      throw new DataException(name + " is no valid checkpoint: " + e.getMessage(), e);
    }
  }

  private Checkpoint checkpoint() {
    int settings = count(2 * Integer.BYTES);
    Map<String, String> fit = new LinkedHashMap<>();
    for (int i = 0; i < settings; i++) {
      fit.put(text(), text());
    }
    int restarts = count(Integer.BYTES);
    List<RestartReport> finished = new ArrayList<>();
    for (int i = 0; i < restarts; i++) {
      finished.add(report());
    }
    Checkpoint.Best best =
        truth() ? new Checkpoint.Best(in.getInt(), parameters(), numbers()) : null;
    int restart = in.getInt();
    ParameterEstimate parameters = parameters();
    double[] trace = numbers();
    int previousComponents = in.getInt();
    List<DegeneracyEvent> events = events();
    int replacements = in.getInt();
    long randomState = in.getLong();
    Ascent ascent = version >= CheckpointEncoder.WITH_ASCENT ? ascent() : Ascent.BEGUN;
    boolean hasMoves = version >= CheckpointEncoder.VERSION;
    for (int i = 0; i < restarts && hasMoves; i++) {
      finished.set(i, finished.get(i).withMoves(moves()));
    }
    List<SearchMove> moves = hasMoves && truth() ? moves() : null;
    return new Checkpoint(
        fit,
        finished,
        best,
        new Checkpoint.Current(
            restart,
            parameters,
            trace,
            previousComponents,
            events,
            replacements,
            randomState,
            ascent,
            moves));
  }

  private List<SearchMove> moves() {
    int count = count(3 * Integer.BYTES + 2 * Double.BYTES + 1);
    List<SearchMove> moves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moves.add(new SearchMove(
          in.getInt(), in.getInt(), in.getInt(), in.getDouble(), in.getDouble(), truth()));
    }
    return moves;
  }

  private Ascent ascent() {
    return new Ascent(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
  }

  private RestartReport report() {
    int index = in.getInt();
    List<Double> trace = Arrays.stream(numbers()).boxed().toList();
    return new RestartReport(index, trace, in.getInt(), truth(), events(), failure());
  }

  private @Nullable GmmException failure() {
    int kind = in.get();
    return switch (kind) {
      case CheckpointEncoder.NO_FAILURE -> null;
      case CheckpointEncoder.DEGENERATE ->
        new DegenerateComponentException(in.getInt(), in.getInt(), text(), text());
      case CheckpointEncoder.OTHER_FAILURE -> new GmmException(text());
      default -> throw new IllegalArgumentException("a failure of unknown kind " + kind);
    };
  }

  private List<DegeneracyEvent> events() {
    int count = count(Integer.BYTES);
    List<DegeneracyEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(new DegeneracyEvent(
          in.getInt(),
          DegeneracyPolicy.valueOf(text()),
          text(),
          in.getInt(),
          in.getInt(),
          in.getInt()));
    }
    return events;
  }

  private ParameterEstimate parameters() {
    CovarianceType type = CovarianceType.valueOf(text());
    int components = in.getInt();
    int dimension = in.getInt();
    return new ParameterEstimate(
        numbers(), numbers(), Covariances.of(type, components, dimension, numbers()));
  }

  private double[] numbers() {
    double[] numbers = new double[count(Double.BYTES)];
    in.asDoubleBuffer().get(numbers);
    in.position(in.position() + Double.BYTES * numbers.length);
    return numbers;
  }

  private String text() {
    byte[] bytes = new byte[count(1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean truth() {
    return in.get() != 0;
  }

  /** Reads how many of something follow, which have at least so many bytes each. */
  private int count(int bytes) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / bytes) {
      throw new BufferUnderflowException();
    }
    return count;
  }
}
