package dev.gmm4j.plot;

import dev.gmm4j.exception.GmmException;
import org.jspecify.annotations.Nullable;

/** A picture could not be drawn or written, for a reason that lies outside the arguments. */
public final class PlotException extends GmmException {
  private static final long serialVersionUID = 1;

  PlotException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
