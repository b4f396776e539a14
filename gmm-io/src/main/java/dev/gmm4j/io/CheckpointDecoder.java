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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link CheckpointEncoder} writes, and nothing else. */
final class CheckpointDecoder {
  private final ByteBuffer in;
  private final CheckpointInput input;
  private final int version;

  CheckpointDecoder(ByteBuffer in, CheckpointInput input) {
    this.in = in;
    this.input = input;
    this.version = input.version();
  }

  /**
   * Returns the checkpoint.
   *
   * @throws DataException if the bytes are not those of a checkpoint
   */
  static Checkpoint decode(String name, byte[] bytes) {
    CheckpointInput.refuseOtherKinds(name, bytes, CheckpointEncoder.MAGIC);
    return CheckpointInput.read(
        name,
        bytes,
        CheckpointEncoder.MAGIC,
        CheckpointEncoder.VERSION,
        (in, input) -> new CheckpointDecoder(in, input).checkpoint());
  }

  private Checkpoint checkpoint() {
    int settings = input.count(2 * Integer.BYTES);
    Map<String, String> fit = new LinkedHashMap<>();
    for (int i = 0; i < settings; i++) {
      fit.put(input.text(), input.text());
    }
    int restarts = input.count(Integer.BYTES);
    List<RestartReport> finished = new ArrayList<>();
    for (int i = 0; i < restarts; i++) {
      finished.add(report());
    }
    Checkpoint.Best best =
        input.truth() ? new Checkpoint.Best(in.getInt(), parameters(), input.numbers()) : null;
    int restart = in.getInt();
    ParameterEstimate parameters = parameters();
    double[] trace = input.numbers();
    int previousComponents = in.getInt();
    List<DegeneracyEvent> events = events();
    int replacements = in.getInt();
    long randomState = in.getLong();
    Ascent ascent = version >= CheckpointEncoder.WITH_ASCENT ? input.ascent() : Ascent.BEGUN;
    boolean hasMoves = version >= CheckpointEncoder.VERSION;
    for (int i = 0; i < restarts && hasMoves; i++) {
      finished.set(i, finished.get(i).withMoves(moves()));
    }
    List<SearchMove> moves = hasMoves && input.truth() ? moves() : null;
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
    int count = input.count(3 * Integer.BYTES + 2 * Double.BYTES + 1);
    List<SearchMove> moves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moves.add(new SearchMove(
          in.getInt(), in.getInt(), in.getInt(), in.getDouble(), in.getDouble(), input.truth()));
    }
    return moves;
  }

  private RestartReport report() {
    int index = in.getInt();
    List<Double> trace = Arrays.stream(input.numbers()).boxed().toList();
    return new RestartReport(index, trace, in.getInt(), input.truth(), events(), input.failure());
  }

  List<DegeneracyEvent> events() {
    int count = input.count(Integer.BYTES);
    List<DegeneracyEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(new DegeneracyEvent(
          in.getInt(),
          input.constant(DegeneracyPolicy.class),
          input.text(),
          in.getInt(),
          in.getInt(),
          in.getInt()));
    }
    return events;
  }

  ParameterEstimate parameters() {
    CovarianceType type = input.constant(CovarianceType.class);
    int components = in.getInt();
    int dimension = in.getInt();
    return new ParameterEstimate(
        input.numbers(),
        input.numbers(),
        Covariances.of(type, components, dimension, input.numbers()));
  }
}
