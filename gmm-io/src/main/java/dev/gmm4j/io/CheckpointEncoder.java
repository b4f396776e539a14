package dev.gmm4j.io;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.RestartReport;
import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.SearchMove;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes a checkpoint as bytes, most significant first; the counterpart of {@link CheckpointDecoder}. */
final class CheckpointEncoder {
  static final byte[] MAGIC = "GMM4JCKP".getBytes(StandardCharsets.US_ASCII);

  /** The version that ends with the ascent; version 1, written where nothing of it is remembered, ends before. */
  static final int WITH_ASCENT = 2;

  /** The version that has the moves of a search behind the ascent, written where there are any. */
  static final int VERSION = 3;

  private final DataOutputStream out;
  private final CheckpointOutput output;

  CheckpointEncoder(DataOutputStream out, CheckpointOutput output) {
    this.out = out;
    this.output = output;
  }

  static byte[] encode(Checkpoint checkpoint) {
    int version = version(checkpoint);
    return CheckpointOutput.file(
        MAGIC,
        version,
        (out, output) -> new CheckpointEncoder(out, output).checkpoint(checkpoint, version));
  }

  /** Returns the first version that has all that a checkpoint knows, so that older programs read what they can. */
  private static int version(Checkpoint checkpoint) {
    if (checkpoint.current().moves() != null
        || checkpoint.finished().stream().anyMatch(report -> !report.moves().isEmpty())) {
      return VERSION;
    }
    return checkpoint.current().ascent().equals(Ascent.BEGUN) ? 1 : WITH_ASCENT;
  }

  private void checkpoint(Checkpoint checkpoint, int version) throws IOException {
    out.writeInt(checkpoint.fit().size());
    for (Map.Entry<String, String> entry : checkpoint.fit().entrySet()) {
      output.text(entry.getKey());
      output.text(entry.getValue());
    }
    out.writeInt(checkpoint.finished().size());
    for (RestartReport report : checkpoint.finished()) {
      report(report);
    }
    Checkpoint.Best best = checkpoint.best();
    out.writeBoolean(best != null);
    if (best != null) {
      out.writeInt(best.restart());
      parameters(best.parameters());
      output.numbers(best.effectiveCounts());
    }
    Checkpoint.Current current = checkpoint.current();
    out.writeInt(current.restart());
    parameters(current.parameters());
    output.numbers(current.trace());
    out.writeInt(current.previousComponents());
    events(current.events());
    out.writeInt(current.replacements());
    out.writeLong(current.randomState());
    if (version >= WITH_ASCENT) {
      output.ascent(current.ascent());
    }
    if (version >= VERSION) {
      for (RestartReport report : checkpoint.finished()) {
        moves(report.moves());
      }
      List<SearchMove> moves = current.moves();
      out.writeBoolean(moves != null);
      if (moves != null) {
        moves(moves);
      }
    }
  }

  private void moves(List<SearchMove> moves) throws IOException {
    out.writeInt(moves.size());
    for (SearchMove move : moves) {
      out.writeInt(move.merged());
      out.writeInt(move.with());
      out.writeInt(move.split());
      out.writeDouble(move.before());
      out.writeDouble(move.after());
      out.writeBoolean(move.accepted());
    }
  }

  private void report(RestartReport report) throws IOException {
    out.writeInt(report.index());
    output.numbers(report.trace().stream().mapToDouble(Double::doubleValue).toArray());
    out.writeInt(report.iterations());
    out.writeBoolean(report.converged());
    events(report.events());
    output.failure(report.failure());
  }

  void events(List<DegeneracyEvent> events) throws IOException {
    out.writeInt(events.size());
    for (DegeneracyEvent event : events) {
      out.writeInt(event.component());
      output.text(event.action().name());
      output.text(event.reason());
      out.writeInt(event.firstIteration());
      out.writeInt(event.lastIteration());
      out.writeInt(event.times());
    }
  }

  void parameters(ParameterEstimate parameters) throws IOException {
    output.text(parameters.covariances().type().name());
    out.writeInt(parameters.covariances().components());
    out.writeInt(parameters.covariances().dimension());
    output.numbers(parameters.weights());
    output.numbers(parameters.means());
    output.numbers(parameters.covariances().toArray());
  }
}
