package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters of an XML file for a parser, which can't be trusted with the bytes: it prints what
 * is wrong with them, and counts wrongly. Bounds what the parser takes for one piece, and knows
 * where in the file each start tag stands.
 */
final class XmlText extends Reader {

  private static final int BUFFER = 8 * 1024;

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final StartTags tags = new StartTags();
  private final int limit;
  private long offset;
  private long allowed;
  private boolean atEnd;
  private @Nullable IOException fault;

  /**
   * Opens a file.
   *
   * @param in its bytes
   * @param charset their coding
   * @param offset how many bytes of the file stand before them
   * @param limit the most characters of one piece, give or take a buffer
   */
  XmlText(InputStream in, Charset charset, long offset, int limit) {
    this.in = in;
    this.charset = charset;
    this.offset = offset;
    this.limit = limit;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    nextPiece();
  }

  /** Lets the parser take another piece. */
  void nextPiece() {
    allowed = limit;
  }

  /** Where the next start tag stands that was not asked for yet, in bytes. */
  long nextStartTag() {
    return tags.next();
  }

  /** Throws the fault of the file itself, if there was one; the parser hides it among its own. */
  void rethrowFault() {
    if (fault != null) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    if (allowed <= 0) {
      throw new IOException("one text, comment or tag is larger than " + limit + " characters");
    }
    var chars = CharBuffer.wrap(target, from, length).slice();
    while (true) {
      var result = decoder.decode(bytes, chars, atEnd);
      if (chars.position() > 0) {
        count(chars.flip());
        allowed -= chars.length();
        return chars.length();
      }
      if (result.isError()) {
        throw new IOException("the bytes at offset " + offset + " are not " + charset.name());
      }
      if (atEnd) {
        return -1;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    try {
      var read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      atEnd = read < 0;
      bytes.position(bytes.position() + Math.max(read, 0));
    } catch (IOException e) {
      fault = e;
      throw e;
    } finally {
      bytes.flip();
    }
  }

  private void count(CharSequence chars) {
    for (var i = 0; i < chars.length(); i++) {
      var c = chars.charAt(i);
      tags.add(c, offset);
      offset += size(c);
    }
  }

  private int size(char c) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      // The two halves of a surrogate pair make four bytes.
      return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return charset.name().startsWith("UTF-16") ? 2 : 1;
  }

  @Override
  public void close() {
    // Whoever opened the file closes it.
  }
}
