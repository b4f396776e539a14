package dev.gmm4j.examples;

import java.util.List;
import java.util.Optional;

/** All walk-throughs, the simple ones first. */
public final class Examples {
  private static final List<Example> ALL = List.of(
      new ClustersExample(),
      new OneDimensionExample(),
      new StepByStepExample(),
      new WorkedExample(),
      new ShapesExample(),
      new KMeansExample(),
      new OutliersExample(),
      new DensityExample(),
      new DigitsExample(),
      new MnistExample());

  private Examples() {}

  /** Returns all examples. */
  public static List<Example> all() {
    return ALL;
  }

  /** Returns the example of a name, if there is one. */
  public static Optional<Example> named(String name) {
    return ALL.stream().filter(example -> example.name().equals(name)).findFirst();
  }
}
