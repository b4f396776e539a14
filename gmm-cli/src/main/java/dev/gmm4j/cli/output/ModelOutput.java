package dev.gmm4j.cli.output;

import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.io.ModelDocument;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a fitted model goes. */
@OptionGroup.In(OptionGroup.OUTPUT)
public final class ModelOutput {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.json",
      description = "Where to write the model; written whole or not at all.")
  private @Nullable Path file;

  /** Checks whether the file can be written, before time is spent on the fit. */
  public void check() {
    OutputFiles.check(command, file);
  }

  /** Writes the model, of whichever family, if there is a file for it. */
  public void write(ModelDocument model) throws IOException {
    if (file != null) {
      OutputFiles.write(file, model::write);
    }
  }

  /** Returns the file, or null where the model is not written. */
  public @Nullable Path file() {
    return file;
  }
}
