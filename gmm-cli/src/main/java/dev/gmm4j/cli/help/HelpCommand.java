package dev.gmm4j.cli.help;

import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpCommandInitializable2;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Explains a command, or a topic that several commands share. */
@Command(
    name = "help",
    helpCommand = true,
    header = "Explain a command, or files, models or backends.",
    customSynopsis = "gmm help [COMMAND | files | models | backends]",
    description = {
      "",
      "Explains a command as its option --help does, or one of these topics:",
      "",
      "  files     what data and model files look like",
      "  models    which mixture to fit, and how many components",
      "  backends  what computes, and how fast it is",
      "",
      "Without either, shows what there is."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  gmm help fit", "  gmm help files"})
public final class HelpCommand implements IHelpCommandInitializable2, Runnable {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A command or a topic.")
  private @Nullable String name;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // acted on by picocli
  private boolean help;

  private @Nullable CommandLine self;
  private @Nullable PrintWriter out;

  @Override
  public void init(
      CommandLine helpCommandLine,
      Help.ColorScheme colorScheme,
      PrintWriter outWriter,
      PrintWriter errWriter) {
    self = helpCommandLine;
    out = outWriter;
  }

  @Override
  public void run() {
    if (self == null || out == null) {
      throw new IllegalStateException("help must be given the commands");
    }
    CommandLine gmm = self.getParent();
    String wanted = name;
    if (wanted == null) {
      gmm.usage(out);
      return;
    }
    Optional<HelpTopic> topic = HelpTopic.of(wanted);
    CommandLine command = gmm.getSubcommands().get(wanted);
    if (topic.isPresent()) {
      out.print(topic.get().text());
    }
    // Backends are a topic, and a command that lists them.
    if (command != null && topic.isPresent()) {
      out.print("\n");
    }
    if (command != null) {
      command.usage(out);
    }
    if (command == null && topic.isEmpty()) {
      throw new ParameterException(
          self, "there is no command or topic '" + wanted + "'", null, wanted);
    }
    out.flush();
  }
}
