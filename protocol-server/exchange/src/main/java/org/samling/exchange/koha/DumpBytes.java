package org.samling.exchange.koha;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a dump, one after another, and how many there were. */
final class DumpBytes implements AutoCloseable {

  /** What is read at the end. */
  static final int END = -1;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long before;

  private DumpBytes(InputStream in) {
    this.in = in;
  }

  /** Opens a file, packed with gzip or not. */
  static DumpBytes open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      var isPacked = raw.read() == GZIP_1 && raw.read() == GZIP_2;
      raw.reset();
      return new DumpBytes(isPacked ? new GZIPInputStream(raw, BUFFER) : raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The next byte, which stays the next. */
  int peek() throws IOException {
    if (at == filled) {
      before += filled;
      at = 0;
      filled = Math.max(0, in.read(buffer, 0, BUFFER));
      if (filled == 0) {
        return END;
      }
    }
    return buffer[at] & 0xff;
  }

  int next() throws IOException {
    var next = peek();
    if (next != END) {
      at++;
    }
    return next;
  }

  /** How many bytes have been read, of the unpacked file. */
  long count() {
    return before + at;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
