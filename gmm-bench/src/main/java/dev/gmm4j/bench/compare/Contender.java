package dev.gmm4j.bench.compare;

/** A library that fits mixtures, within this process. */
public interface Contender {

  /** Fits the samples as the task says, and measures it. */
  Measurement measure(Task task, double[] rows) throws Exception;
}
