package dev.gmm4j.io;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.student.StudentCheckpoint;
import dev.gmm4j.student.StudentRestart;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints of fits of t distributions as bytes, and back. */
final class StudentCheckpoints {
  static final byte[] MAGIC = "GMM4JTCK".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  private StudentCheckpoints() {}

  static byte[] encode(StudentCheckpoint checkpoint) {
    return CheckpointOutput.file(
        MAGIC,
        VERSION,
        (out, output) ->
            new Encoder(out, output, new CheckpointEncoder(out, output)).checkpoint(checkpoint));
  }

  /**
   * Returns the checkpoint.
   *
   * @throws DataException if the bytes are not those of a checkpoint
   */
  static StudentCheckpoint decode(String name, byte[] bytes) {
    CheckpointInput.refuseOtherKinds(name, bytes, MAGIC);
    return CheckpointInput.read(
        name,
        bytes,
        MAGIC,
        VERSION,
        (in, input) -> new Decoder(in, input, new CheckpointDecoder(in, input)).checkpoint());
  }

  private record Encoder(DataOutputStream out, CheckpointOutput output, CheckpointEncoder parts) {
    void checkpoint(StudentCheckpoint checkpoint) throws IOException {
      out.writeInt(checkpoint.fit().size());
      for (Map.Entry<String, String> entry : checkpoint.fit().entrySet()) {
        output.text(entry.getKey());
        output.text(entry.getValue());
      }
      out.writeInt(checkpoint.finished().size());
      for (StudentRestart restart : checkpoint.finished()) {
        out.writeInt(restart.index());
        output.numbers(restart.trace().stream().mapToDouble(Double::doubleValue).toArray());
        out.writeInt(restart.iterations());
        out.writeBoolean(restart.converged());
        parts.events(restart.events());
        output.failure(restart.failure());
      }
      StudentCheckpoint.Best best = checkpoint.best();
      out.writeBoolean(best != null);
      if (best != null) {
        out.writeInt(best.restart());
        parameters(best.parameters());
        output.numbers(best.effectiveCounts());
      }
      StudentCheckpoint.Current current = checkpoint.current();
      out.writeInt(current.restart());
      parameters(current.parameters());
      output.numbers(current.trace());
      parts.events(current.events());
      out.writeInt(current.replacements());
      out.writeLong(current.randomState());
      output.ascent(current.ascent());
    }

    private void parameters(StudentCheckpoint.Parameters parameters) throws IOException {
      parts.parameters(parameters.gaussian());
      output.numbers(parameters.degreesOfFreedom());
    }
  }

  private record Decoder(ByteBuffer in, CheckpointInput input, CheckpointDecoder parts) {
    StudentCheckpoint checkpoint() {
      int settings = input.count(2 * Integer.BYTES);
      Map<String, String> fit = new LinkedHashMap<>();
      for (int i = 0; i < settings; i++) {
        fit.put(input.text(), input.text());
      }
      int restarts = input.count(Integer.BYTES);
      List<StudentRestart> finished = new ArrayList<>();
      for (int i = 0; i < restarts; i++) {
        finished.add(new StudentRestart(
            in.getInt(),
            Arrays.stream(input.numbers()).boxed().toList(),
            in.getInt(),
            input.truth(),
            parts.events(),
            input.failure()));
      }
      StudentCheckpoint.Best best = input.truth()
          ? new StudentCheckpoint.Best(in.getInt(), parameters(), input.numbers())
          : null;
      int restart = in.getInt();
      StudentCheckpoint.Parameters parameters = parameters();
      double[] trace = input.numbers();
      List<DegeneracyEvent> events = parts.events();
      int replacements = in.getInt();
      long randomState = in.getLong();
      Ascent ascent = input.ascent();
      return new StudentCheckpoint(
          fit,
          finished,
          best,
          new StudentCheckpoint.Current(
              restart, parameters, trace, events, replacements, randomState, ascent));
    }

    private StudentCheckpoint.Parameters parameters() {
      return new StudentCheckpoint.Parameters(parts.parameters(), input.numbers());
    }
  }
}
