package dev.gmm4j.bench.report;

import dev.gmm4j.bench.Shape;
import dev.gmm4j.bench.compare.Problem;
import dev.gmm4j.bench.compare.Problem.Series;

/** The description of a scaling series: its variable, the unit that cost should be constant in, and why it is not. */
enum SeriesText {
  ROWS(
      Series.ROWS,
      "Number of samples",
      "samples n",
      "ns per sample",
      "Cost should grow as n: the time per sample should be the same in every row. With a few thousand samples it is more,"
          + " for an iteration has a fixed part: new factors of the covariances, handing blocks to threads and waking"
          + " them.") {
    @Override
    double variable(Shape shape) {
      return shape.rows();
    }

    @Override
    double units(Shape shape) {
      return shape.rows();
    }
  },
  DIMENSION(
      Series.DIMENSION,
      "Number of features",
      "features d",
      "ns per n·K·d²",
      "Full covariances should cost as d². At small d what is done once for each sample and component (exponential,"
          + " logarithm, loops) outweighs the products of matrices, so that the time per n·K·d² falls as d grows; from where"
          + " it is flat, products decide, and the backends differ by the rate of theirs.") {
    @Override
    double variable(Shape shape) {
      return shape.dimension();
    }

    @Override
    double units(Shape shape) {
      return shape.work();
    }
  },
  COMPONENTS(
      Series.COMPONENTS,
      "Number of components",
      "components K",
      "ns per n·K",
      "Cost should grow as K. With few components the fixed part of a pass shows, as with few samples; with many, more and"
          + " more pairs of sample and component have a responsibility that is lost in rounding, and a kernel may skip"
          + " their part.") {
    @Override
    double variable(Shape shape) {
      return shape.components();
    }

    @Override
    double units(Shape shape) {
      return (double) shape.rows() * shape.components();
    }
  };

  final Series series;
  final String heading;
  final String axis;
  final String unit;
  final String explanation;

  SeriesText(Series series, String heading, String axis, String unit, String explanation) {
    this.series = series;
    this.heading = heading;
    this.axis = axis;
    this.unit = unit;
    this.explanation = explanation;
  }

  abstract double variable(Shape shape);

  abstract double units(Shape shape);

  double variable(Problem problem) {
    return variable(problem.shape());
  }

  double nanosPerUnit(Problem problem, double seconds) {
    return seconds * 1e9 / units(problem.shape());
  }
}
