package org.samling.bench.measure;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Indents each line by two spaces; closing it leaves the underlying writer open. */
public final class Indented extends FilterWriter {

  private static final String INDENT = "  ";

  private boolean within;

  public Indented(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    if (!within && character != '\n') {
      out.write(INDENT);
    }
    within = character != '\n';
    out.write(character);
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    for (var i = offset; i < offset + length; i++) {
      write(buffer[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (var i = offset; i < offset + length; i++) {
      write(text.charAt(i));
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
