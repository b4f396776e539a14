package dev.gmm4j.examples;

/** A walk-through. */
public interface Example {

  /** Returns the name that it is asked for by, and that its files begin with. */
  String name();

  /** Returns what it shows, in a line. */
  String summary();

  /** Goes through it from the beginning. */
  void run(Notebook notebook);
}
