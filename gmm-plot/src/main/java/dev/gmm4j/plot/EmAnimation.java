package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.data.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * EM from its initialization to convergence, a picture for each iteration: of samples of one column their densities, of
 * two the ellipses. The axes stay. Of more than 50 000 samples as many are shown, drawn evenly.
 */
public final class EmAnimation extends Plot<EmAnimation> {
  private static final int MOST_FRAMES = 60;

  /** Each frame evaluates them all; more would not change what is seen. */
  private static final int MOST_SAMPLES = 50_000;

  /** The distance beyond the data by which early components may widen the picture. */
  private static final double REACH = 0.15;

  private final Samples samples;
  private final List<EmRecording.Step> steps;
  private int @Nullable [] columns;
  private @Nullable List<String> names;
  private int mostFrames = MOST_FRAMES;
  private Duration delay = Duration.ofMillis(200);

  private EmAnimation(Samples samples, List<EmRecording.Step> steps) {
    super(560, 460);
    this.samples = samples;
    this.steps = steps;
  }

  /**
   * Returns an animation of the best restart of a recorded fit.
   *
   * @throws IllegalArgumentException if nothing was recorded, or models and samples differ in their features
   */
  public static EmAnimation of(Samples samples, EmRecording recording) {
    return of(samples, recording.bestSteps());
  }

  /**
   * Returns an animation of steps.
   *
   * @throws IllegalArgumentException if there is none, or models and samples differ in their features
   */
  public static EmAnimation of(Samples samples, List<EmRecording.Step> steps) {
    check(!steps.isEmpty(), "steps must be at least 1, but were 0");
    Checks.features(steps.get(0).model().dimension(), samples);
    return new EmAnimation(samples, List.copyOf(steps));
  }

  /** Chooses one or two columns, from 0; needed if there are more than two. */
  public EmAnimation columns(int... newColumns) {
    check(
        newColumns.length == 1 || newColumns.length == 2,
        "columns must be 1 or 2, but were %d",
        newColumns.length);
    for (int column : newColumns) {
      Checks.column("column", column, samples.dimension());
    }
    columns = newColumns.clone();
    return this;
  }

  /** Names all columns of the samples; default {@code x0}, {@code x1} and so on. */
  public EmAnimation names(String... newNames) {
    names = Checks.names(Arrays.asList(newNames), samples.dimension());
    return this;
  }

  /** Sets how many frames there are at most, at least 2; default 60. Of more steps the later ones are thinned out. */
  public EmAnimation mostFrames(int frames) {
    mostFrames = Checks.atLeast("frames", frames, 2);
    return this;
  }

  /** Sets how long a frame is shown; default 200 ms. The last one is shown ten times as long. */
  public EmAnimation delay(Duration newDelay) {
    delay = newDelay;
    return this;
  }

  @Override
  Figure draw() {
    List<Figure> frames = frames(List.of(steps.get(steps.size() - 1)));
    return frames.get(0);
  }

  /** Returns the animation. */
  public Animation animation() {
    return Animation.of(frames(thinned()), delay, delay.multipliedBy(10));
  }

  /** Steps move less and less: a frame for each at first, then for one of ever more. */
  private List<EmRecording.Step> thinned() {
    int last = steps.size() - 1;
    if (last < mostFrames) {
      return steps;
    }
    double exponent = 1;
    int[] chosen;
    do {
      double power = exponent;
      chosen = IntStream.range(0, mostFrames)
          .map(i -> (int) Math.round(last * Math.pow((double) i / (mostFrames - 1), power)))
          .distinct()
          .toArray();
      exponent += 0.1;
    } while (chosen.length > 2 * mostFrames / 3 && exponent < 3);
    return Arrays.stream(chosen).mapToObj(steps::get).toList();
  }

  private List<Figure> frames(List<EmRecording.Step> shown) {
    int[] chosen = chosen();
    Range[] view = view(chosen);
    Samples some = StratifiedSubsample.of(samples, MOST_SAMPLES);
    double densest = 0;
    if (chosen.length == 1) {
      densest = densest(some, chosen[0], view[0]);
    }
    List<Figure> frames = new ArrayList<>();
    for (EmRecording.Step step : shown) {
      String heading = (title.isEmpty() ? "" : title + ", ") + "iteration " + step.iteration()
          + ": log-likelihood " + Text.fixed(step.logLikelihood(), 2);
      frames.add(
          chosen.length == 1
              ? densities(some, step, chosen[0], view[0], densest)
                  .title(heading)
                  .figure()
              : scatter(some, step, chosen, view).title(heading).figure());
    }
    return frames;
  }

  private int[] chosen() {
    if (columns != null) {
      return columns;
    }
    check(
        samples.dimension() <= 2,
        "samples have %d columns: choose one or two with columns(...)",
        samples.dimension());
    return IntStream.range(0, samples.dimension()).toArray();
  }

  private Range[] view(int[] chosen) {
    Range[] view = SampleScan.ranges(samples, chosen);
    for (int i = 0; i < view.length; i++) {
      Range data = view[i].padded();
      Range most = data.grown(REACH * data.span());
      view[i] = data;
      for (EmRecording.Step step : steps) {
        Range reach = MarginalMixture.of(step.model(), chosen).reach(i, MarginalMixture.ELLIPSES);
        if (reach.max() > most.min() && reach.min() < most.max()) {
          view[i] = view[i].union(reach.intersection(most));
        }
      }
    }
    return view;
  }

  private double densest(Samples some, int column, Range range) {
    Histogram histogram = Histogram.of(some, column);
    double densest = histogram.largest();
    for (EmRecording.Step step : steps) {
      MarginalMixture mixture = MarginalMixture.of(step.model(), column);
      densest = Math.max(densest, DensityCurve.of(mixture, range).largest());
    }
    return DensityPlot.top(histogram, densest);
  }

  private DensityPlot densities(
      Samples some, EmRecording.Step step, int column, Range range, double densest) {
    return DensityPlot.of(some)
        .column(column)
        .name(ScatterPlot.name(names, column))
        .model(step.model())
        .shares(ScatterPlot.Shares.HIDDEN)
        .window(range, densest)
        .size(width, height);
  }

  private ScatterPlot scatter(Samples some, EmRecording.Step step, int[] chosen, Range[] view) {
    ScatterPlot plot = ScatterPlot.of(some)
        .columns(chosen[0], chosen[1])
        .model(step.model())
        .overlays(ScatterPlot.Overlay.ELLIPSES)
        .shares(ScatterPlot.Shares.HIDDEN)
        .window(view[0], view[1]);
    plot.width = width;
    plot.height = height;
    plot.sized = sized;
    return names == null ? plot : plot.names(names);
  }

  @Override
  EmAnimation self() {
    return this;
  }
}
