package org.samling.marc.text;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an XML file for a parser, which can't be trusted with the bytes: it prints decoding
 * errors and miscounts. Limits the size of one piece, and knows the offset of each start tag.
 * Whatever would end the file for the parser though it concerns one record is {@linkplain
 * XmlForbidden replaced}.
 */
public final class XmlText extends Reader {

  private static final int BUFFER = 8 * 1024;

  /** The maximum length of a reference; its number may have leading zeros. */
  private static final int MAX_REFERENCE = 16;

  private static final Pattern NUMBER = Pattern.compile("&#(?:x([0-9A-Fa-f]+)|([0-9]+));");

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer decoded = CharBuffer.allocate(BUFFER);

  /** Decoded characters that the parser has not read yet. */
  private final StringBuilder ready = new StringBuilder(BUFFER);

  private int taken;

  /** Characters that may become a character reference. */
  private final StringBuilder reference = new StringBuilder(MAX_REFERENCE);

  private final StartTags tags = new StartTags();
  private final int limit;
  private long offset;
  private long allowed;
  private boolean isAtEnd;
  private @Nullable IOException fault;

  /**
   * Opens a file.
   *
   * @param in its bytes
   * @param charset their coding
   * @param offset how many bytes of the file precede them
   * @param limit the maximum size of one piece in characters, give or take a buffer
   */
  public XmlText(InputStream in, Charset charset, long offset, int limit) {
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

  /** Allows the parser another piece. */
  public void nextPiece() {
    allowed = limit;
  }

  /** The offset in bytes of the next start tag that was not returned yet. */
  public long nextStartTag() {
    return tags.next();
  }

  /** Rethrows an I/O error of the file itself; the parser hides it among its own. */
  public void rethrowFault() {
    if (fault != null) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    if (allowed <= 0) {
      throw new IOException("one text, comment or tag is larger than " + limit + " characters");
    }
    while (taken == ready.length()) {
      ready.setLength(0);
      taken = 0;
      if (!decode()) {
        return -1;
      }
    }
    var count = Math.min(length, ready.length() - taken);
    ready.getChars(taken, taken + count, target, from);
    taken += count;
    allowed -= count;
    return count;
  }

  /** Decodes more characters, or at least reads more bytes; false at the end of the file. */
  private boolean decode() throws IOException {
    decoded.clear();
    var result = decoder.decode(bytes, decoded, isAtEnd);
    decoded.flip();
    var isStuck = !decoded.hasRemaining() && !result.isError();
    while (decoded.hasRemaining()) {
      add(decoded.get());
    }
    if (result.isError()) {
      endReference();
      ready.append(XmlForbidden.NOT_CODED);
      bytes.position(bytes.position() + result.length());
      offset += result.length();
    } else if (isStuck && isAtEnd) {
      endReference();
      return !ready.isEmpty();
    } else if (isStuck) {
      fill();
    }
    return true;
  }

  private void add(char c) {
    tags.add(c, offset);
    offset += size(c);
    if (!reference.isEmpty()) {
      if (isWithinReference(c)) {
        reference.append(c);
        return;
      }
      if (c == ';') {
        reference.append(c);
      }
      endReference();
      if (c == ';') {
        return;
      }
    }
    if (c == '&' && tags.isMarkup()) {
      reference.append(c);
    } else {
      ready.append(XmlForbidden.substitute(c));
    }
  }

  private boolean isWithinReference(char c) {
    return switch (reference.length()) {
      case 1 -> c == '#';
      case 2 -> c == 'x' || Character.digit(c, 10) >= 0;
      default -> reference.length() < MAX_REFERENCE && Character.digit(c, 16) >= 0;
    };
  }

  /** Passes on a reference, or what only looked like one. */
  private void endReference() {
    var number = NUMBER.matcher(reference);
    var forbidden =
        number.matches()
            ? number.group(1) == null
                ? forbidden(number.group(2), 10)
                : forbidden(number.group(1), 16)
            : 0;
    if (forbidden == 0) {
      ready.append(reference);
    } else {
      ready.append(forbidden);
    }
    reference.setLength(0);
  }

  private static char forbidden(String digits, int radix) {
    try {
      return XmlForbidden.substitute(Integer.parseInt(digits, radix));
    } catch (NumberFormatException _) {
      return XmlForbidden.NO_CHARACTER;
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    try {
      var read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      isAtEnd = read < 0;
      bytes.position(bytes.position() + Math.max(read, 0));
    } catch (IOException e) {
      fault = e;
      throw e;
    } finally {
      bytes.flip();
    }
  }

  private int size(char c) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      // Each half of a surrogate pair counts for two of its four bytes.
      return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return charset.name().startsWith("UTF-16") ? 2 : 1;
  }

  @Override
  public void close() {
    // The caller that opened the file closes it.
  }
}
