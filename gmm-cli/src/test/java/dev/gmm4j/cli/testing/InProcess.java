package dev.gmm4j.cli.testing;

import dev.gmm4j.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the command in this process. */
public final class InProcess {
  private InProcess() {}

  /** Runs the command without standard input. */
  public static Outcome gmm(Object... arguments) {
    return gmmWithInput("", arguments);
  }

  /** Runs the command with standard input. */
  public static Outcome gmmWithInput(String input, Object... arguments) {
    return gmmReading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
  }

  /** Runs the command with a stream as standard input. */
  public static Outcome gmmReading(InputStream input, Object... arguments) {
    String[] args = new String[arguments.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = arguments[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(args, input, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Returns one of the data sets that come with the sources. */
  public static Path data(String name) {
    return Path.of("..", "data", name);
  }
}
