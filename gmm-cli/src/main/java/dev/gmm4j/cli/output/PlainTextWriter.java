package dev.gmm4j.cli.output;

import dev.gmm4j.cli.run.PlainText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes to a terminal what is meant for a file: lines in which nothing acts on the terminal, see {@link PlainText}. */
final class PlainTextWriter extends FilterWriter {
  PlainTextWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    out.write(PlainText.lines(Character.toString((char) c)));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    out.write(PlainText.lines(new String(text, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(PlainText.lines(text.substring(offset, offset + length)));
  }
}
