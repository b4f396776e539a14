package dev.gmm4j.cli.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The heading under which the help of a command with many options has an option. */
public enum OptionGroup {
  MIXTURE("What is fitted"),
  DATA("Data"),
  START("Where EM starts"),
  ITERATIONS("How EM goes on"),
  ROBUSTNESS("Components that collapse, outliers"),
  OUTPUT("Output"),
  PICTURES("Pictures"),
  COMPUTING("Computing"),
  MORE("More");

  private final String heading;

  OptionGroup(String heading) {
    this.heading = heading;
  }

  /** Returns the words of the heading. */
  String heading() {
    return heading;
  }

  /** Says to which group an option belongs, or all options of a class that do not say it themselves. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface In {
    /** The group. */
    OptionGroup value();
  }
}
