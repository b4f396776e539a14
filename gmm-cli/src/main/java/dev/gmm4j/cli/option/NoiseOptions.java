package dev.gmm4j.cli.option;

import dev.gmm4j.noise.InitialNoise;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Uniform noise beside the components. */
@OptionGroup.In(OptionGroup.ROBUSTNESS)
public final class NoiseOptions {
  @Option(
      names = "--noise",
      paramLabel = "SHARE",
      description = {
        "Add uniform noise beside the components, over the",
        "smallest box around the data, and begin with this",
        "share of it, such as 0.1; its label is -1."
      })
  private @Nullable Double share;

  @Option(
      names = "--noise-volume",
      paramLabel = "V",
      description = "The volume that the noise is spread over. Default: that of the box.")
  private @Nullable Double volume;

  /**
   * Returns the noise, or null where none is asked for.
   *
   * @throws ParameterException if a number is out of range, or there is a volume of no noise
   */
  @Nullable
  public InitialNoise noise(CommandSpec command) {
    if (share == null) {
      if (volume != null) {
        throw new ParameterException(command.commandLine(), "--noise-volume needs --noise");
      }
      return null;
    }
    double initial = share;
    OptionErrors.apply(command, "--noise", () -> InitialNoise.share(initial));
    InitialNoise noise = InitialNoise.share(initial);
    if (volume == null) {
      return noise;
    }
    double given = volume;
    OptionErrors.apply(command, "--noise-volume", () -> noise.withVolume(given));
    return noise.withVolume(given);
  }
}
