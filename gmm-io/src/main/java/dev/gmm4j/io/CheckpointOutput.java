package dev.gmm4j.io;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The bytes of a checkpoint, most significant first: a name, a version, contents, and a checksum of all that. */
final class CheckpointOutput {
  /** Of a restart that did not fail. */
  static final int NO_FAILURE = 0;

  /** Of a restart that failed by a degenerate component. */
  static final int DEGENERATE = 1;

  /** Of a restart that failed otherwise. */
  static final int OTHER_FAILURE = 2;

  private final DataOutputStream out;

  private CheckpointOutput(DataOutputStream out) {
    this.out = out;
  }

  /** Writes contents. */
  @FunctionalInterface
  interface Contents {
    /** Writes them. */
    void write(DataOutputStream out, CheckpointOutput output) throws IOException;
  }

  /** Returns the bytes of a file. */
  static byte[] file(byte[] magic, int version, Contents contents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(magic);
      out.writeInt(version);
      contents.write(out, new CheckpointOutput(out));
      out.write(digest(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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

  void failure(@Nullable GmmException failure) throws IOException {
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

  void ascent(Ascent ascent) throws IOException {
    out.writeDouble(ascent.gain());
    out.writeDouble(ascent.ratio());
    out.writeDouble(ascent.rate());
    out.writeDouble(ascent.trust());
  }

  void numbers(double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
