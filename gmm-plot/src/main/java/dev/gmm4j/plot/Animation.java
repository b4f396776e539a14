package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Figures one after the other, ready to be written as an animated GIF that runs forever. Immutable. */
public final class Animation {
  private final List<Figure> frames;
  private final Duration delay;
  private final Duration lastDelay;

  private Animation(List<Figure> frames, Duration delay, Duration lastDelay) {
    this.frames = frames;
    this.delay = delay;
    this.lastDelay = lastDelay;
  }

  /**
   * Returns an animation.
   *
   * @param frames at least one, all of one size
   * @param delay how long each is shown, 10 ms to 10 minutes
   * @param lastDelay how long the last one is shown
   * @throws IllegalArgumentException if there is no frame, sizes differ, or a delay is out of range
   */
  public static Animation of(List<Figure> frames, Duration delay, Duration lastDelay) {
    check(!frames.isEmpty(), "frames must be at least 1, but were 0");
    for (Figure frame : frames) {
      check(
          frame.width() == frames.get(0).width()
              && frame.height() == frames.get(0).height(),
          "frames must have one size, but there were %d x %d and %d x %d",
          frames.get(0).width(),
          frames.get(0).height(),
          frame.width(),
          frame.height());
    }
    return new Animation(
        List.copyOf(frames), checked("delay", delay), checked("lastDelay", lastDelay));
  }

  private static Duration checked(String name, Duration delay) {
    long millis = delay.toMillis();
    check(
        millis >= 10 && millis <= 600_000,
        "%s must be 10 ms to 10 minutes, but was %d ms",
        name,
        millis);
    return delay;
  }

  /** Returns the figures, which can also be written one by one. */
  public List<Figure> frames() {
    return frames;
  }

  /** Writes the animation as GIF, at scale 1; as {@link #writeGif(Path, double)}. */
  public void writeGif(Path file) {
    writeGif(file, 1);
  }

  /**
   * Writes the animation as GIF.
   *
   * @param scale as in {@link Figure#toImage}
   * @throws PlotException if the file cannot be written; it then is as it was before
   */
  public void writeGif(Path file, double scale) {
    PictureOutput.requireWritable(file);
    PictureOutput.write(file, GifWriter.write(frames, scale, delay, lastDelay));
  }
}
