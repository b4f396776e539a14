package dev.gmm4j.cli.help;

import dev.gmm4j.cli.option.LabelConverter;

/** Understands the values of {@code --shell}. */
final class ShellConverter extends LabelConverter<CompletionCommand.Shell> {
  ShellConverter() {
    for (CompletionCommand.Shell shell : CompletionCommand.Shell.values()) {
      add(shell.toString(), shell);
    }
  }
}
