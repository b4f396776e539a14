package dev.gmm4j.io;

import dev.gmm4j.Checkpoint;
import dev.gmm4j.RestartReport;
import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a checkpoint as bytes, most significant first; the counterpart of {@link CheckpointDecoder}. */
final class CheckpointEncoder {
  static final byte[] MAGIC = "GMM4JCKP".getBytes(StandardCharsets.US_ASCII);

  /** The version that ends with the ascent; version 1, written where nothing of it is remembered, ends before. */
  static final int WITH_ASCENT = 2;

  /** The version that has the moves of a search behind the ascent, written where there are any. */
  static final int VERSION = 3;

  /** Of a restart that did not fail. */
  static final int NO_FAILURE = 0;

  /** Of a restart that failed by a degenerate component. */
  static final int DEGENERATE = 1;

  /** Of a restart that failed otherwise. */
  static final int OTHER_FAILURE = 2;

  private final DataOutputStream out;

  private CheckpointEncoder(DataOutputStream out) {
    this.out = out;
  }

  static byte[] encode(Checkpoint checkpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      int version = version(checkpoint);
      out.writeInt(version);
      new CheckpointEncoder(out).checkpoint(checkpoint, version);
      out.write(digest(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the first version that has all that a checkpoint knows, so that older programs read what they can. */
  private static int version(Checkpoint checkpoint) {
    if (checkpoint.current().moves() != null
        || checkpoint.finished().stream().anyMatch(report -> !report.moves().isEmpty())) {
      return VERSION;
    }
    return checkpoint.current().ascent().equals(Ascent.BEGUN) ? 1 : WITH_ASCENT;
  }

  /** Returns the checksum of the first bytes. */
  static byte[] digest(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void checkpoint(Checkpoint checkpoint, int version) throws IOException {
    out.writeInt(checkpoint.fit().size());
    for (Map.Entry<String, String> entry : checkpoint.fit().entrySet()) {
      text(entry.getKey());
      text(entry.getValue());
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
      numbers(best.effectiveCounts());
    }
    Checkpoint.Current current = checkpoint.current();
    out.writeInt(current.restart());
    parameters(current.parameters());
    numbers(current.trace());
    out.writeInt(current.previousComponents());
    events(current.events());
    out.writeInt(current.replacements());
    out.writeLong(current.randomState());
    Ascent ascent = current.ascent();
    if (version >= WITH_ASCENT) {
      out.writeDouble(ascent.gain());
      out.writeDouble(ascent.ratio());
      out.writeDouble(ascent.rate());
      out.writeDouble(ascent.trust());
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
    numbers(report.trace().stream().mapToDouble(Double::doubleValue).toArray());
    out.writeInt(report.iterations());
    out.writeBoolean(report.converged());
    events(report.events());
    failure(report.failure());
  }

  private void failure(@Nullable GmmException failure) throws IOException {
    if (failure == null) {
      out.writeByte(NO_FAILURE);
    } else if (failure instanceof DegenerateComponentException degenerate) {
      out.writeByte(DEGENERATE);
      out.writeInt(degenerate.component());
      out.writeInt(degenerate.iteration());
      text(degenerate.reason());
      text(degenerate.remedy());
    } else {
      out.writeByte(OTHER_FAILURE);
      text(String.valueOf(failure.getMessage()));
    }
  }

  private void events(List<DegeneracyEvent> events) throws IOException {
    out.writeInt(events.size());
    for (DegeneracyEvent event : events) {
      out.writeInt(event.component());
      text(event.action().name());
      text(event.reason());
      out.writeInt(event.firstIteration());
      out.writeInt(event.lastIteration());
      out.writeInt(event.times());
    }
  }

  private void parameters(ParameterEstimate parameters) throws IOException {
    text(parameters.covariances().type().name());
    out.writeInt(parameters.covariances().components());
    out.writeInt(parameters.covariances().dimension());
    numbers(parameters.weights());
    numbers(parameters.means());
    numbers(parameters.covariances().toArray());
  }

  private void numbers(double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
