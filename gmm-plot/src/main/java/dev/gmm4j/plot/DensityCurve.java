package dev.gmm4j.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A density of one feature, at points close enough for a smooth line, however narrow a component is.
 *
 * @param xs ascending
 * @param ys the density at each
 */
record DensityCurve(double[] xs, double[] ys) {
  private static final int EVEN = 240;
  private static final int AROUND = 24;
  private static final double REACH = 4;

  static DensityCurve of(MarginalMixture mixture, Range range) {
    DoubleStream even =
        IntStream.rangeClosed(0, EVEN).mapToDouble(i -> range.at((double) i / EVEN));
    DoubleStream around = IntStream.range(0, mixture.components())
        .boxed()
        .flatMapToDouble(k -> IntStream.rangeClosed(-AROUND, AROUND)
            .mapToDouble(i -> mixture.mean(k, 0)
                + mixture.radius(k, REACH * i / AROUND) * mixture.deviation(k, 0)))
        .filter(range::contains);
    double[] xs = DoubleStream.concat(even, around).sorted().distinct().toArray();
    return new DensityCurve(xs, Arrays.stream(xs).map(mixture::density).toArray());
  }

  double[] ofComponent(MarginalMixture mixture, int component) {
    return Arrays.stream(xs).map(x -> mixture.componentDensity(component, x)).toArray();
  }

  double largest() {
    return Arrays.stream(ys).max().orElseThrow();
  }
}
