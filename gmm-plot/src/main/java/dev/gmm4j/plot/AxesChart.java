package dev.gmm4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;

/**
 * XChart's frame, grid, ticks, labels and title about a plot area, which it tells the place of.
 *
 * <p>Data is drawn by {@link Layer}s: the library draws lines piece by piece, which breaks dashes and joints and makes
 * SVG files large, and has no ellipses, contours or shading.
 */
final class AxesChart extends XYChart {
  private static final Color TRANSPARENT = new Color(0, 0, 0, 0);
  private static final int TICK_SPACING_X = 64;
  private static final int TICK_SPACING_Y = 40;
  private static final int TICK_DIGITS = 10;

  AxesChart(String title, Axis x, Axis y, double plotWidth, double plotHeight) {
    super(1, 1, ChartTheme.Matlab);
    XYStyler style = getStyler();
    style.setLocale(Locale.ROOT);
    style.setPlotContentSize(1);
    style.setChartPadding(2);
    style.setPlotMargin(0);
    style.setLegendVisible(false);
    style.setChartBackgroundColor(TRANSPARENT);
    style.setPlotBackgroundColor(TRANSPARENT);
    style.setPlotBorderColor(Palette.FRAME);
    style.setPlotGridLinesColor(Palette.GRID);
    style.setPlotGridLinesStroke(Palette.solid(0.8));
    style.setPlotTicksMarksVisible(false);
    style.setAxisTickMarksColor(Palette.FRAME);
    style.setAxisTickMarksStroke(Palette.solid(0.8));
    style.setAxisTickMarkLength(4);
    style.setAxisTickPadding(4);
    style.setAxisTickLabelsFont(Text.TICK);
    style.setAxisTickLabelsColor(Palette.INK);
    style.setAxisTitleFont(titleFont(x, plotWidth, y, plotHeight));
    style.setAxisTitlePadding(7);
    style.setXAxisTitleColor(Palette.INK);
    style.setYAxisTitleColor(Palette.INK);
    style.setYAxisLabelAlignment(TextAlignment.Right);
    Font heading = Text.fitting(title, Text.HEADING, plotWidth);
    style.setChartTitleFont(heading);
    style.setChartTitleFontColor(Palette.INK);
    style.setChartTitleBoxVisible(false);
    style.setChartTitlePadding(5);
    style.setChartTitleVisible(!title.isEmpty());
    setTitle(plain(Text.elided(title, heading, plotWidth)));
    // The library's own numbers lack the zero before the point, and group thousands by commas.
    style.setXAxisTickLabelsFormattingFunction(value -> tick(value, x));
    style.setYAxisTickLabelsFormattingFunction(value -> tick(value, y));
    setHorizontal(style, x, plotWidth);
    setVertical(style, y, plotHeight);
  }

  private void setHorizontal(XYStyler style, Axis x, double plotWidth) {
    setXAxisTitle(plain(
        x.isLabelled() || !x.name().isEmpty() ? x.label(style.getAxisTitleFont(), plotWidth) : ""));
    style.setXAxisTitleVisible(!x.name().isEmpty());
    style.setXAxisMin(x.inUnits(x.range().min()));
    style.setXAxisMax(x.inUnits(x.range().max()));
    style.setXAxisLogarithmic(x.isLogarithmic());
    style.setXAxisTicksVisible(x.isLabelled());
    style.setXAxisTickMarkSpacingHint(spacing(TICK_SPACING_X, x, plotWidth));
    style.setPlotGridVerticalLinesVisible(x.ticks() != Axis.Ticks.NONE);
  }

  private void setVertical(XYStyler style, Axis y, double plotHeight) {
    setYAxisTitle(plain(y.label(style.getAxisTitleFont(), plotHeight)));
    style.setYAxisTitleVisible(!y.name().isEmpty());
    style.setYAxisMin(y.inUnits(y.range().min()));
    style.setYAxisMax(y.inUnits(y.range().max()));
    style.setYAxisLogarithmic(y.isLogarithmic());
    style.setYAxisTicksVisible(y.isLabelled());
    style.setYAxisTickMarkSpacingHint(spacing(TICK_SPACING_Y, y, plotHeight));
    style.setPlotGridHorizontalLinesVisible(y.ticks() != Axis.Ticks.NONE);
  }

  private static String tick(double value, Axis axis) {
    return Text.number(
        axis.ticks() == Axis.Ticks.DESCENDING_INTEGERS ? Math.abs(value) : value, TICK_DIGITS);
  }

  /** Both axes have one font: where a name is long, a smaller one. */
  private static Font titleFont(Axis x, double plotWidth, Axis y, double plotHeight) {
    Font across = Text.fitting(x.label(), Text.BODY, plotWidth);
    Font up = Text.fitting(y.label(), Text.BODY, plotHeight);
    return across.getSize2D() < up.getSize2D() ? across : up;
  }

  /** Between integers there are no ticks; in a small plot there are at least some. */
  private static int spacing(int usual, Axis axis, double length) {
    double spacing = Math.min(usual, length / 3.6);
    if (axis.isOfIntegers()) {
      spacing = Math.max(spacing, 0.9 * length / axis.range().span());
    }
    return (int) Math.max(1, spacing);
  }

  /** The library takes what stands between dollar signs for a formula. */
  private static String plain(String text) {
    return text.startsWith("$") ? " " + text : text;
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    super.paint(g, width, height);
  }

  /** Returns the plot area of the last painting. */
  Rectangle2D plotArea() {
    return plot.getBounds();
  }
}
