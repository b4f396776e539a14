package dev.gmm4j.cli.output;

/** What a command does with a file that is named on the command line. */
public enum FileUse {
  /** It is read. */
  READ,
  /** It is written, or replaced. */
  WRITTEN,
  /** It is read, written again and again, and deleted in the end: no other file may be lost in that way. */
  SCRATCH,
  /** The value names no file. */
  NONE
}
