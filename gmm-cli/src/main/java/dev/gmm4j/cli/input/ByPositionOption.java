package dev.gmm4j.cli.input;

import java.util.List;
import picocli.CommandLine.Option;

/** How the columns of data are found that are features of a model. */
public final class ByPositionOption {
  @Option(
      names = "--by-position",
      description =
          "Take the columns for the model's features in their order, whatever their names. Default: match them by name.")
  private boolean given;

  /** Returns the names that columns are matched by; none if they are taken by position. */
  public List<String> names(List<String> features) {
    return given ? List.of() : features;
  }
}
