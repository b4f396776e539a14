package dev.gmm4j.spark;

import java.io.Serializable;
import scala.runtime.AbstractFunction1;

/** Tells which intervals of checkpoints there are: -1, for none, and those of at least 1. */
final class CheckpointIntervals extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public Object apply(Object interval) {
    return interval instanceof Integer iterations && (iterations == -1 || iterations >= 1);
  }
}
