package dev.gmm4j.io;

/**
 * Data with missing values, where they are {@linkplain ReadOptions.Missing#REFUSE refused}, or where nothing is left without
 * them. There is data: other options read it.
 */
public final class MissingValuesException extends DataException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message for the user. */
  public MissingValuesException(String message) {
    super(message);
  }
}
