package dev.gmm4j.spark;

import org.apache.spark.ml.util.Identifiable$;
import org.jspecify.annotations.Nullable;

/**
 * Hands the id of a stage past the constructors of Spark's classes to the stage: they make parameters of its id before a
 * constructor in Java can have stored it.
 */
final class ClassifierUids {
  private static final ThreadLocal<@Nullable String> PENDING = new ThreadLocal<>();

  private ClassifierUids() {}

  /** Proof that an id waits for the stage whose construction begins next on this thread. */
  record Ticket() {}

  /** Announces the id of the stage whose construction begins next on this thread. */
  static Ticket announce(String uid) {
    PENDING.set(uid);
    return new Ticket();
  }

  /** Returns the id that was announced, to the stage that asks first. */
  static String take() {
    String uid = PENDING.get();
    PENDING.remove();
    return uid == null ? random() : uid;
  }

  /** Returns a new id. */
  static String random() {
    return Identifiable$.MODULE$.randomUID("gmm4j");
  }
}
