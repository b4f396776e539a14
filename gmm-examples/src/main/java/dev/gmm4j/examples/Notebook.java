package dev.gmm4j.examples;

import dev.gmm4j.plot.Animation;
import dev.gmm4j.plot.Figure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What an example writes: text, numbers, and pictures in a folder. Not thread-safe. */
public final class Notebook {
  private final Path folder;
  private final double scale;
  private final Consumer<String> lines;
  private final Map<String, Double> results = new LinkedHashMap<>();

  /**
   * Creates an empty notebook.
   *
   * @param folder for pictures; it must be there
   * @param scale of PNG pictures, as in {@link Figure#toImage}
   * @param lines receives the text, line by line
   */
  public Notebook(Path folder, double scale, Consumer<String> lines) {
    this.folder = folder;
    this.scale = scale;
    this.lines = lines;
  }

  /** Writes a line. */
  void say(String format, Object... arguments) {
    lines.accept(String.format(Locale.ROOT, format, arguments));
  }

  /** Writes a number, and keeps it. */
  void result(String name, double value) {
    results.put(name, value);
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    say(whole ? "%s: %.0f" : "%s: %.6g", name, value);
  }

  /** Draws a picture to a PNG file. */
  void figure(String name, Figure figure) {
    figure.writePng(folder.resolve(name + ".png"), scale);
    say("picture: %s.png", name);
  }

  /** Draws an animation to a GIF file. */
  void animation(String name, Animation animation) {
    animation.writeGif(folder.resolve(name + ".gif"));
    say("animation: %s.gif", name);
  }

  /** Returns a copy of the numbers that were written, by their names. */
  public Map<String, Double> results() {
    return new LinkedHashMap<>(results);
  }
}
