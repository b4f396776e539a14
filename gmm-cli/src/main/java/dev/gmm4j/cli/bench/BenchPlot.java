package dev.gmm4j.cli.bench;

import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.plot.BarPlot;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.PlotException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Draws a report. Apart, so that the classes that draw are loaded only when there is something to draw. */
final class BenchPlot {
  private static final String SVG = ".svg";

  /** From where on bars of equal scale would not show the shortest. */
  private static final double WIDE = 30;

  private BenchPlot() {}

  /**
   * Checks the name of the picture's file.
   *
   * @throws ParameterException if it is of no kind that can be drawn
   */
  static void check(CommandSpec command, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".png") && !name.endsWith(SVG)) {
      throw OptionErrors.invalidValue(
          command, "--plot", "expected a file .png or .svg, but was '" + file + "'");
    }
  }

  /** Draws the time of an iteration of each backend. */
  static void write(BenchReport report, Path file) {
    BarPlot plot = BarPlot.of("milliseconds per iteration").title(report.title());
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (BenchReport.Row row : report.rows()) {
      plot.bar(row.agrees() ? row.id() : row.id() + " (differs)", 1e3 * row.seconds());
      shortest = Math.min(shortest, row.seconds());
      longest = Math.max(longest, row.seconds());
    }
    if (longest > WIDE * shortest) {
      plot.logarithmic();
    }
    try {
      Figure figure = plot.figure();
      if (file.toString().toLowerCase(Locale.ROOT).endsWith(SVG)) {
        figure.writeSvg(file);
      } else {
        figure.writePng(file, 2);
      }
    } catch (PlotException e) {
      throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()), e);
    }
  }
}
