package org.samling.sip2;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * How a field's value may be shown to people and logged: passwords never, anything that looks like
 * a CPR number masked, and a value that does not belong where it is only by its shape, since it may
 * be anything.
 */
final class Sip2Mask {
  /** A field that holds a password, after a delimiter that is not the one in use. */
  private static final Pattern HIDDEN_SECRET =
      Pattern.compile("(?<![A-Za-z0-9])(A[CD]|CO)\\S", Pattern.CASE_INSENSITIVE);

  /** The same in a reply, whose titles and names may hold such letters. */
  private static final Pattern ECHOED_SECRET =
      Pattern.compile("(?<=[^A-Za-z0-9æøåÆØÅ ])(A[CD]|CO)\\S");

  private static final Pattern TRAILER = Pattern.compile("(AY\\d)?(AZ[0-9A-Fa-f]{0,4})?\\|*");
  private static final Pattern VERSION = Pattern.compile("\\d\\.\\d\\d");
  private static final Pattern COLUMNS = Pattern.compile("[YNyn ]*");
  private static final int TELLS_NOTHING = 3;

  private Sip2Mask() {}

  /** A fixed-length field: a value that can't belong there may have slipped in from elsewhere. */
  static String fixed(Sip2Field<?> field, String value) {
    return value.length() <= TELLS_NOTHING || isPlausible(field, value) ? value : shape(value);
  }

  private static boolean isPlausible(Sip2Field<?> field, String value) {
    return value.isBlank()
        || switch (field.kind()) {
          case DATE -> new Sip2Date(value).toInstant(ZoneOffset.UTC).isPresent();
          case NUMBER -> new Sip2Number(value).value().isPresent();
          case SUMMARY, PATRON_STATUS -> COLUMNS.matcher(value).matches();
          default -> VERSION.matcher(value).matches();
        };
  }

  /** The value of a field with an id. */
  static String variable(Sip2Field<?> field, String value, boolean request) {
    if (field.kind() == Sip2Field.Kind.SECRET) {
      return Sip2Secret.MASK;
    }
    var masked = variable(value);
    boolean echo = field.kind() == Sip2Field.Kind.PATRON_ID || field == Sip2Fields.ITEM_IDENTIFIER;
    var secret = (request || echo ? HIDDEN_SECRET : ECHOED_SECRET).matcher(masked);
    return secret.find() ? masked.substring(0, secret.end() - 1) + Sip2Secret.MASK : masked;
  }

  /** The value of a field that is in no standard. */
  static String variable(String value) {
    return new Sip2PatronId(value).toString();
  }

  /** Text that can't be parsed, by its shape: letters are {@code x}, digits {@code 9}. */
  static String shape(String value) {
    var shape = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      shape.append(Character.isDigit(c) ? '9' : Character.isLetter(c) ? 'x' : c);
    }
    return shape.toString();
  }

  /**
   * Bytes that are not a message, by their shape: ids that the standard knows and error detection
   * are kept, and bytes outside of ASCII become their hexadecimal number.
   */
  static String shape(byte[] bytes, byte delimiter) {
    int start = Sip2Trailer.find(bytes, delimiter).start();
    var trailer = new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
    boolean isTrailer = TRAILER.matcher(trailer).matches();
    return shape(bytes, isTrailer ? start : bytes.length, delimiter) + (isTrailer ? trailer : "");
  }

  private static String shape(byte[] bytes, int end, byte delimiter) {
    var shape = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      byte b = bytes[i];
      boolean starts = i == 0 || bytes[i - 1] == delimiter;
      if (starts && i + 1 < end && Sip2Fields.byId(b, bytes[i + 1]) != null) {
        shape.append((char) b).append((char) bytes[++i]);
      } else if ((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z')) {
        shape.append('x');
      } else if (b >= '0' && b <= '9') {
        shape.append(i < 2 ? (char) b : '9');
      } else if (b >= ' ' && b <= '~' && b != '\\') {
        shape.append((char) b);
      } else {
        shape.append("\\x%02X".formatted(b));
      }
    }
    return shape.toString();
  }
}
