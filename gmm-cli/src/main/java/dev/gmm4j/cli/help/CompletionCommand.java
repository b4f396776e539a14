package dev.gmm4j.cli.help;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a script with which a shell completes commands, options and their values. */
@Command(
    name = "generate-completion",
    header = "Print a script for completion by the tab key.",
    customSynopsis = "gmm generate-completion [--shell bash|zsh|fish]",
    description = {
      "",
      "Prints a script with which a shell completes commands, options and the values of options. Put the line of your"
          + " shell into the file that the shell reads at its start:",
      "",
      "  bash  ~/.bashrc    source <(gmm generate-completion)",
      "  zsh   ~/.zshrc     autoload -Uz compinit && compinit",
      "                     source <(gmm generate-completion --shell zsh)",
      "",
      "For fish, write the script into a file once:",
      "",
      "  gmm generate-completion --shell fish \\",
      "      > ~/.config/fish/completions/gmm.fish",
      ""
    })
public final class CompletionCommand implements Runnable {
  /** The shells that there are scripts for. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--shell",
      paramLabel = "bash|zsh|fish",
      converter = ShellConverter.class,
      completionCandidates = ShellConverter.class,
      defaultValue = "bash",
      description = "The shell. Default: ${DEFAULT-VALUE}.")
  private Shell shell = Shell.BASH;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // acted on by picocli
  private boolean help;

  @Override
  public void run() {
    CommandLine gmm = spec.root().commandLine();
    // The script for bash loads what lets zsh run it.
    gmm.getOut()
        .print(
            shell == Shell.FISH
                ? FishCompletion.of(spec.root())
                : AutoComplete.bash(spec.root().name(), gmm));
    gmm.getOut().flush();
  }
}
