package dev.gmm4j.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The command {@code gmm}. */
public final class Main {
  private static final int BUFFER_SIZE = 1 << 16;

  private Main() {}

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args the arguments, the name of a command first
   */
  public static void main(String[] args) {
    // Not System.out: a print stream keeps quiet about a closed pipe or a full disk.
    OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_SIZE);
    System.exit(run(args, System.in, out, System.err));
  }

  /**
   * Runs the command and returns its exit status.
   *
   * @param args the arguments, the name of a command first
   * @param in read where data is named {@code -}
   * @param out receives results as UTF-8 and nothing else; flushed, not closed
   * @param err receives messages and progress
   */
  static int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
    ConsoleLoggerFinder.setVerbose(false);
    Session session = new Session(in, new StandardOutput(out), err);
    Failures failures = new Failures(err);
    CommandLine gmm = commandLine(session, args);
    gmm.setParameterExceptionHandler((e, arguments) -> failures.reportUsage(e, arguments));
    gmm.setExecutionExceptionHandler((e, command, parsed) -> failures.report(e, command));
    try {
      int status = gmm.execute(args);
      if (status == ExitStatus.DONE) {
        gmm.getOut().flush();
        session.out().flush();
      }
      return status;
    } catch (IOException | Error e) {
      // Picocli handles exceptions, not errors: memory that is not enough, a jar that is missing.
      return failures.report(e, gmm);
    }
  }

  private static Map<String, Supplier<Object>> commands(Session session) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("fit", () -> new FitCommand(session));
    commands.put("select", () -> new SelectCommand(session));
    commands.put("test", () -> new TestCommand(session));
    commands.put("bootstrap", () -> new BootstrapCommand(session));
    commands.put("merge", () -> new MergeCommand(session));
    commands.put("predict", () -> new PredictCommand(session));
    commands.put("score", () -> new ScoreCommand(session));
    commands.put("regress", () -> new RegressCommand(session));
    commands.put("sample", () -> new SampleCommand(session));
    commands.put("plot", () -> new PlotCommand(session));
    commands.put("convert", () -> new ConvertCommand(session));
    commands.put("backends", () -> new BackendsCommand(session));
    commands.put("bench", () -> new BenchCommand(session));
    commands.put("tck", () -> new TckCommand(session));
    commands.put("example", () -> new ExampleCommand(session));
    return commands;
  }

  private static CommandLine commandLine(Session session, String[] args) {
    CommandLine gmm = new CommandLine(new GmmCommand());
    Map<String, Supplier<Object>> commands = commands(session);
    if (args.length > 0 && commands.containsKey(args[0])) {
      // Without the others: going through all their options takes longer than a small fit.
      commands.keySet().retainAll(Set.of(args[0]));
    }
    commands.forEach((name, command) -> gmm.addSubcommand(name, command.get()));
    for (CommandLine command : gmm.getSubcommands().values()) {
      command.addMixin("common", new CommonOptions());
    }
    gmm.addSubcommand(new CommandLine.HelpCommand());
    gmm.addSubcommand(new AutoComplete.GenerateCompletion());
    // Plain text: finding out whether a terminal shows colours takes longer than a small fit.
    gmm.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    gmm.setOut(new PrintWriter(session.results()));
    return gmm;
  }
}
