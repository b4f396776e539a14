package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

/**
 * The settings that all kinds of pictures have in common: a title, a size, and a figure at the end. Settings change the
 * plot itself; the figure is fixed. Not thread-safe.
 *
 * @param <P> the kind of plot, so that settings can be chained
 */
public abstract class Plot<P extends Plot<P>> {
  private static final int SMALLEST = 120;
  private static final int LARGEST = 8192;

  String title = "";
  int width;
  int height;

  /** True if the caller chose the size, which geometry then may not change. */
  boolean sized;

  Plot(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Sets the title above the picture; default none. */
  public P title(String newTitle) {
    title = newTitle;
    return self();
  }

  /**
   * Sets the size in pixels at scale 1.
   *
   * @throws IllegalArgumentException if a side is not in [120, 8192]
   */
  public P size(int newWidth, int newHeight) {
    check(
        newWidth >= SMALLEST && newWidth <= LARGEST,
        "width must be in [%d, %d], but was %d",
        SMALLEST,
        LARGEST,
        newWidth);
    check(
        newHeight >= SMALLEST && newHeight <= LARGEST,
        "height must be in [%d, %d], but was %d",
        SMALLEST,
        LARGEST,
        newHeight);
    width = newWidth;
    height = newHeight;
    sized = true;
    return self();
  }

  /**
   * Returns the picture; later settings do not change it. Of an animation it is the last one.
   *
   * @throws IllegalArgumentException if the settings do not suffice, as when columns are to be chosen
   * @throws PlotException if there is no font
   */
  public final Figure figure() {
    return Figure.guarded(this::draw);
  }

  /** Returns the height at which equal units fill a plot area of a width, unless the caller chose one. */
  int suitableHeight(Panel panel, double plotWidth) {
    Range x = panel.x().range();
    Range y = panel.y().range();
    if (sized || !panel.aspect().isEqual(x, y)) {
      return height;
    }
    double plotHeight = plotWidth * y.span() / x.span();
    return (int) Math.max(0.75 * height, Math.min(1.4 * height, plotHeight + 120));
  }

  abstract Figure draw();

  abstract P self();
}
