package dev.gmm4j.cli.run;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Sends log messages to standard error: warnings, and with {@code --verbose} all of gmm4j's.
 *
 * <p>Found by the JDK as a service. It also saves the command the start of java.util.logging.
 */
public final class ConsoleLoggerFinder extends System.LoggerFinder {
  private static volatile System.Logger.Level threshold = System.Logger.Level.WARNING;

  /** Called by the JDK. */
  public ConsoleLoggerFinder() {}

  /** Sets whether all messages of gmm4j are shown, or warnings only. */
  public static void setVerbose(boolean verbose) {
    threshold = verbose ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new ConsoleLogger(name);
  }

  private record ConsoleLogger(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      Level least = name.startsWith("dev.gmm4j") ? threshold : Level.WARNING;
      return level != Level.OFF && level.getSeverity() >= least.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        String cause = thrown == null ? "" : ": " + thrown;
        System.err.println(
            PlainText.of(level.getName().toLowerCase(Locale.ROOT) + ": " + message + cause));
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... arguments) {
      if (isLoggable(level)) {
        boolean plain = format == null || arguments == null || arguments.length == 0;
        String message = plain ? format : new MessageFormat(format, Locale.ROOT).format(arguments);
        log(level, bundle, message, (Throwable) null);
      }
    }
  }
}
