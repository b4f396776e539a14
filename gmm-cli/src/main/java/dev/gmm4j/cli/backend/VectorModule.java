package dev.gmm4j.cli.backend;

import dev.gmm4j.backend.Backends;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/**
 * Makes the JDK's incubator module of vectors readable to the backend that computes with it.
 *
 * <p>The documented way is an option, {@code --add-modules jdk.incubator.vector}. With it, each call of gmm would begin
 * with a warning of the JVM on standard error, before any of our code runs, that no option silences. The JDK loads some
 * of its own modules when they are first needed, by a method that is not for others; the launcher lets us call it. Where
 * it does not work, in a JDK to come or one without the module, the backend is unavailable and says what to do.
 */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private static final Logger LOGGER = System.getLogger("dev.gmm4j.cli");

  private VectorModule() {}

  /** Returns the backends, that of vectors among them where the JDK has the module. */
  public static Backends backends() {
    load();
    return Backends.standard();
  }

  /** Loads the module, before backends are first looked for. */
  public static void load() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (InvocationTargetException e) {
      LOGGER.log(Level.DEBUG, "module {0} not loaded: {1}", NAME, e.getCause());
    } catch (ReflectiveOperationException e) {
      LOGGER.log(Level.DEBUG, "module {0} not loaded: {1}", NAME, e);
    }
  }
}
