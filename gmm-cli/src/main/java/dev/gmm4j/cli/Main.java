package dev.gmm4j.cli;

import dev.gmm4j.cli.bench.BackendsCommand;
import dev.gmm4j.cli.bench.BenchCommand;
import dev.gmm4j.cli.bench.TckCommand;
import dev.gmm4j.cli.classify.ClassifyCommand;
import dev.gmm4j.cli.compare.CompareCommand;
import dev.gmm4j.cli.describe.DescribeCommand;
import dev.gmm4j.cli.example.ExampleCommand;
import dev.gmm4j.cli.fit.FitCommand;
import dev.gmm4j.cli.help.CompletionCommand;
import dev.gmm4j.cli.help.HelpCommand;
import dev.gmm4j.cli.inference.BootstrapCommand;
import dev.gmm4j.cli.inference.TestCommand;
import dev.gmm4j.cli.model.AdaptCommand;
import dev.gmm4j.cli.model.ConvertCommand;
import dev.gmm4j.cli.model.ImputeCommand;
import dev.gmm4j.cli.model.PlotCommand;
import dev.gmm4j.cli.model.PredictCommand;
import dev.gmm4j.cli.model.RegressCommand;
import dev.gmm4j.cli.model.SampleCommand;
import dev.gmm4j.cli.model.ScoreCommand;
import dev.gmm4j.cli.option.CommonOptions;
import dev.gmm4j.cli.option.GroupedOptions;
import dev.gmm4j.cli.option.NumberConverters;
import dev.gmm4j.cli.output.FileConflicts;
import dev.gmm4j.cli.pca.PcaCommand;
import dev.gmm4j.cli.run.ConsoleLoggerFinder;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardOutput;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.cli.select.MergeCommand;
import dev.gmm4j.cli.select.SelectCommand;
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
import picocli.CommandLine;

/** The command {@code gmm}. */
public final class Main {
  private static final int BUFFER_SIZE = 1 << 16;

  /** The mixin that each of our commands has, and none of picocli's own. */
  static final String COMMON = "common";

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
  public static int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
    ConsoleLoggerFinder.setVerbose(false);
    StandardStreams streams = new StandardStreams(in, new StandardOutput(out), err);
    FailureReporter failures = new FailureReporter(err);
    CommandLine gmm = commandLine(streams, args);
    gmm.setExecutionStrategy(parsed -> {
      FileConflicts.check(parsed, args);
      return new CommandLine.RunLast().execute(parsed);
    });
    gmm.setParameterExceptionHandler((e, arguments) -> failures.reportUsage(e, arguments));
    gmm.setExecutionExceptionHandler((e, command, parsed) -> failures.report(e, command));
    if (args.length > 0 && isNoCommand(gmm, args[0])) {
      return failures.reportNoCommand(gmm, args[0]);
    }
    try {
      int status = gmm.execute(args);
      if (status == ExitStatus.DONE) {
        gmm.getOut().flush();
        streams.out().flush();
      }
      return status;
    } catch (IOException | Error e) {
      // Picocli handles exceptions, not errors: memory that is not enough, a jar that is missing.
      return failures.report(e, gmm);
    }
  }

  /** Tells whether a first argument stands where a command is expected, and is none. */
  private static boolean isNoCommand(CommandLine gmm, String first) {
    boolean isOption = first.startsWith("-") || first.startsWith("@") || first.isEmpty();
    return !isOption && !gmm.getSubcommands().containsKey(first);
  }

  private static Map<String, Supplier<Object>> commands(StandardStreams streams) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("describe", () -> new DescribeCommand(streams));
    commands.put("fit", () -> new FitCommand(streams));
    commands.put("select", () -> new SelectCommand(streams));
    commands.put("test", () -> new TestCommand(streams));
    commands.put("bootstrap", () -> new BootstrapCommand(streams));
    commands.put("merge", () -> new MergeCommand(streams));
    commands.put("predict", () -> new PredictCommand(streams));
    commands.put("compare", () -> new CompareCommand(streams));
    commands.put("score", () -> new ScoreCommand(streams));
    commands.put("regress", () -> new RegressCommand(streams));
    commands.put("impute", () -> new ImputeCommand(streams));
    commands.put("adapt", () -> new AdaptCommand(streams));
    commands.put("sample", () -> new SampleCommand(streams));
    commands.put("classify", () -> ClassifyCommand.commandLine(streams));
    commands.put("pca", () -> PcaCommand.commandLine(streams));
    commands.put("plot", () -> new PlotCommand(streams));
    commands.put("convert", () -> new ConvertCommand(streams));
    commands.put("backends", () -> new BackendsCommand(streams));
    commands.put("bench", () -> new BenchCommand(streams));
    commands.put("tck", () -> new TckCommand(streams));
    commands.put("example", () -> new ExampleCommand(streams));
    return commands;
  }

  private static void addCommonOptions(CommandLine parent) {
    for (CommandLine command : parent.getSubcommands().values()) {
      command.addMixin(COMMON, new CommonOptions());
      addCommonOptions(command);
    }
  }

  /** Returns the command with its subcommands, of which one alone where it is the first argument. */
  static CommandLine commandLine(StandardStreams streams, String[] args) {
    CommandLine gmm = new CommandLine(new GmmCommand());
    Map<String, Supplier<Object>> commands = commands(streams);
    if (args.length > 0 && commands.containsKey(args[0])) {
      // Without the others: going through all their options takes longer than a small fit.
      commands.keySet().retainAll(Set.of(args[0]));
    }
    commands.forEach((name, command) -> gmm.addSubcommand(name, command.get()));
    gmm.getSubcommands().values().forEach(FileConflicts::addForce);
    addCommonOptions(gmm);
    gmm.addSubcommand(new HelpCommand());
    gmm.addSubcommand(new CompletionCommand());
    // Plain text: finding out whether a terminal shows colours takes longer than a small fit.
    gmm.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    gmm.setOut(new PrintWriter(streams.results()));
    NumberConverters.register(gmm);
    GroupedOptions.register(gmm);
    return gmm;
  }
}
