package org.samling.ncip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The characters of an XML document, decoded by its byte order mark, its declaration, or its first
 * bytes (XML 1.0, Appendix F). The parser gets no bytes, because it can't report the position of
 * bad ones.
 */
final class XmlCharacters {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The declaration; some senders wrongly put blanks before it. */
  private static final Pattern DECLARATION =
      Pattern.compile("\\s*<\\?xml\\s([^?]{0,200})\\?>", Pattern.CASE_INSENSITIVE);

  private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");

  /** How far to look for a declaration. */
  private static final int BEGINNING = 512;

  private XmlCharacters() {}

  /**
   * The document's characters, with its declaration, which is no longer needed, replaced by blanks.
   *
   * @throws NcipFormatException if the encoding is not supported or the bytes are not valid in it
   */
  static CharBuffer of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var charset = charset(bytes);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var out = CharBuffer.allocate((int) Math.ceil(bytes.length * decoder.maxCharsPerByte()) + 1);
    var result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      throw badBytes(out, charset);
    }
    if (out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK) {
      out.get();
    }
    blankDeclaration(out);
    return out;
  }

  private static void blankDeclaration(CharBuffer chars) {
    var declaration = DECLARATION.matcher(beginning(chars));
    if (declaration.lookingAt()) {
      for (int i = 0; i < declaration.end(); i++) {
        if (!Character.isWhitespace(chars.charAt(i))) {
          chars.put(chars.position() + i, ' ');
        }
      }
    }
  }

  private static NcipFormatException badBytes(CharBuffer before, Charset charset) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < before.length(); i++) {
      char c = before.charAt(i);
      boolean pair = c == '\r' && i + 1 < before.length() && before.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !pair)) {
        line++;
        column = 1;
      } else if (c != BYTE_ORDER_MARK) {
        column++;
      }
    }
    return NcipFormatException.syntax(
        "The bytes are not " + charset.name() + ", the encoding that the message declares",
        line,
        column);
  }

  private static Charset charset(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0, '<')) {
      return UTF_16BE;
    }
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, '<', 0)) {
      return UTF_16LE;
    }
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return UTF_8;
    }
    var start = new String(bytes, 0, Math.min(bytes.length, BEGINNING), ISO_8859_1);
    var declaration = DECLARATION.matcher(start);
    if (!declaration.lookingAt()) {
      return UTF_8;
    }
    var encoding = ENCODING.matcher(declaration.group(1));
    return encoding.find() ? named(encoding.group(1)) : UTF_8;
  }

  private static Charset named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8", "UTF8" -> UTF_8;
      // The declaration itself was read byte by byte, so these encodings can't be what they claim.
      case "UTF-16", "UTF-16LE", "UTF-16BE", "UNICODE" -> UTF_8;
      case "US-ASCII", "ASCII" -> US_ASCII;
      case "ISO-8859-1", "LATIN1" -> ISO_8859_1;
      case "ISO-8859-15", "WINDOWS-1252" -> Charset.forName(name);
      default ->
          throw NcipFormatException.syntax(
              "The message is written in an encoding that is not supported; use UTF-8", 1, 1);
    };
  }

  private static CharSequence beginning(CharBuffer chars) {
    return chars.subSequence(0, Math.min(chars.length(), BEGINNING));
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (Byte.toUnsignedInt(bytes[i]) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
