package org.samling.sip2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message. No content of a value can break the frame: it is cleaned, and cut to what a
 * field may hold.
 */
final class Sip2Writer {
  /** The most characters that a field may hold. */
  static final int MAX_FIELD = 255;

  /** A whole date, whose zone can't be mistaken for a part of the time. */
  private static final Pattern DATE = Pattern.compile("\\d{8}(?: {4}| {3}\\D|\\S.{3})\\d{6}");

  private static final int ROOM = 256;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final Sip2Charset charset;
  private final byte delimiter;
  private byte[] bytes = new byte[ROOM];
  private int length;

  Sip2Writer(Sip2Charset charset, byte delimiter) {
    this.charset = charset;
    this.delimiter = delimiter;
  }

  void command(String command) {
    ascii(command);
  }

  /**
   * A fixed-length field: cut or padded with blanks to its width, and always one byte for each
   * character. A value that is not a date is written as no date, and no letter is written where a
   * reader could take it for the id of the next field.
   */
  void fixed(Sip2Field<?> field, @Nullable Object value) {
    var text = plain(field.write(value));
    if (field.kind() == Sip2Field.Kind.DATE && !DATE.matcher(text).matches()) {
      text = "";
    }
    boolean letters = !field.mayBeShort() || field.kind() == Sip2Field.Kind.DATE;
    for (int i = 0; i < field.width(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      put(letters || !isLetterOfAnId(c) ? (byte) c : (byte) ' ');
    }
  }

  /** The text, with a blank for everything that is not visible ASCII. */
  private String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        var plain = text.toCharArray();
        for (int j = i; j < plain.length; j++) {
          plain[j] = isPlain(plain[j]) ? plain[j] : ' ';
        }
        return new String(plain);
      }
    }
    return text;
  }

  private boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != delimiter;
  }

  private static boolean isLetterOfAnId(char c) {
    return c >= 'A' && c <= 'Z' && c != 'Y' && c != 'N';
  }

  void field(Sip2Field<?> field, @Nullable Object value) {
    field(field.id(), charset.clean(field.write(value), (char) delimiter), 0, MAX_FIELD);
  }

  /**
   * One field for each value; a message for people that is too long continues in a further field.
   */
  void repeated(Sip2Field<?> field, List<?> values) {
    boolean isContinued = field == Sip2Fields.SCREEN_MESSAGE || field == Sip2Fields.PRINT_LINE;
    for (var value : values) {
      var clean = charset.clean(field.write(value), (char) delimiter);
      if (isContinued && clean.length() > MAX_FIELD) {
        Sip2Codec.lines(clean, MAX_FIELD).forEach(line -> field(field.id(), line, 0, MAX_FIELD));
      } else {
        field(field.id(), clean, 0, MAX_FIELD);
      }
    }
  }

  void extension(Sip2ExtraField extension) {
    var field = charset.clean(extension.id() + extension.value(), (char) delimiter);
    field("", field, 0, MAX_FIELD + extension.id().length());
  }

  private void field(String id, String clean, int from, int limit) {
    ascii(id);
    int to = limit >= clean.length() ? clean.length() : beforePair(clean, limit);
    text(clean, from, to);
    put(delimiter);
  }

  static int beforePair(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private void text(String clean, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = clean.charAt(i);
      if (c >= 0x80) {
        var encoded = clean.substring(i, to).getBytes(charset.charset());
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return;
      }
      put((byte) c);
    }
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  private void put(byte b) {
    reserve(1);
    bytes[length++] = b;
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  /** The trailer of error detection; {@code sequence} is -1 for a message without one. */
  void trailer(int sequence) {
    if (sequence >= 0) {
      ascii("AY");
      put((byte) ('0' + sequence));
    }
    ascii("AZ");
    int checksum = Sip2Trailer.checksum(bytes, length);
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[checksum >> shift & 0xF]);
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
