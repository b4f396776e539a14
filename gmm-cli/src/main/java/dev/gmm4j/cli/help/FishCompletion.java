package dev.gmm4j.cli.help;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes completions for the shell fish, which picocli does not. */
final class FishCompletion {
  /** Descriptions stand beside what they describe. */
  private static final int LONGEST = 60;

  private final String name;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String name) {
    this.name = name;
  }

  /** Returns the script for a command with subcommands, which themselves have none. */
  static String of(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.addCondition();
    completion.addCommands(root);
    return completion.script.toString();
  }

  /** The command is the first argument: an argument of that name further behind is something else. */
  private void addCondition() {
    script
        .append("# Completions of ")
        .append(name)
        .append(" for fish: ~/.config/fish/completions/")
        .append(name)
        .append(".fish\n\n")
        .append("function __")
        .append(name)
        .append("_command_is\n")
        .append("    set -l words (commandline -opc)\n")
        .append("    if test (count $words) -lt 2\n")
        .append("        test -z \"$argv[1]\"\n")
        .append("    else\n")
        .append("        test \"$words[2]\" = \"$argv[1]\"\n")
        .append("    end\n")
        .append("end\n\n");
  }

  private void addCommands(CommandSpec root) {
    // Files are offered only where an argument may be one.
    script.append("complete -c ").append(name).append(" -f\n");
    for (OptionSpec option : root.options()) {
      add("", option);
    }
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, CommandLine> entry : root.subcommands().entrySet()) {
      CommandSpec command = entry.getValue().getCommandSpec();
      if (!command.usageMessage().hidden()) {
        names.add(entry.getKey());
        line("", "-a", entry.getKey(), "-d", quoted(first(command.usageMessage().header())));
      }
    }
    for (Map.Entry<String, CommandLine> entry : root.subcommands().entrySet()) {
      String command = entry.getKey();
      CommandSpec spec = entry.getValue().getCommandSpec();
      script.append('\n');
      for (OptionSpec option : spec.options()) {
        add(command, option);
      }
      addParameters(command, spec, names);
    }
  }

  private void addParameters(String command, CommandSpec spec, List<String> commands) {
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      List<String> values = candidates(parameter.completionCandidates());
      if (!values.isEmpty()) {
        line(command, "-a", quoted(String.join(" ", values)));
      }
    }
    if (spec.userObject() instanceof HelpCommand) {
      Stream<String> topics = Stream.of(HelpTopic.values()).map(HelpTopic::label);
      String all =
          String.join(" ", Stream.concat(commands.stream(), topics).distinct().toList());
      line(command, "-a", quoted(all));
    } else if (!spec.positionalParameters().isEmpty()) {
      line(command, "-F");
    }
  }

  private void add(String command, OptionSpec option) {
    if (option.hidden()) {
      return;
    }
    List<String> words = new ArrayList<>();
    for (String each : option.names()) {
      words.add(each.startsWith("--") ? "-l" : "-s");
      words.add(each.replaceFirst("^--?", ""));
    }
    List<String> values = candidates(option.completionCandidates());
    if (option.arity().max() > 0) {
      boolean isFile = option.typeInfo().getType() == Path.class || mentionsFile(option);
      // Where values may be files as well, as those of --init, both are offered.
      words.add(isFile ? "-rF" : "-x");
      if (!values.isEmpty()) {
        words.add("-a");
        words.add(quoted(String.join(" ", values)));
      }
    }
    words.add("-d");
    words.add(quoted(first(option.description())));
    line(command, words.toArray(String[]::new));
  }

  private static boolean mentionsFile(OptionSpec option) {
    return option.paramLabel().toUpperCase(Locale.ROOT).contains("FILE");
  }

  private static List<String> candidates(@Nullable Iterable<String> candidates) {
    List<String> values = new ArrayList<>();
    if (candidates != null) {
      candidates.forEach(values::add);
    }
    return values;
  }

  private void line(String command, String... words) {
    script
        .append("complete -c ")
        .append(name)
        .append(" -n '__")
        .append(name)
        .append("_command_is ")
        .append(command.isEmpty() ? "\"\"" : command)
        .append("' ")
        .append(String.join(" ", words))
        .append('\n');
  }

  /** Returns the first sentence of a description, shortened. */
  private static String first(String[] lines) {
    String text = Stream.of(lines)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text.replaceFirst("[.:]$", "") : text.substring(0, end);
    return sentence.length() <= LONGEST
        ? sentence
        : sentence.substring(0, LONGEST).replaceFirst("\\s+\\S*$", "") + " ...";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
