package org.samling.sip2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Frame.Terminator;

/**
 * Converts frames to messages and back, for one character set and one delimiter. It never throws on
 * input from the wire, nor on the content of a message. Immutable; one codec can serve any number
 * of connections.
 */
public final class Sip2Codec {
  /** The standard's delimiter. */
  public static final char DELIMITER = '|';

  private static final int COMMAND = 2;

  /** What may delimit fields: visible ASCII that occurs in no fixed-length field. */
  private static final Pattern DELIMITERS = Pattern.compile("[!-),/:-@\\[-`{-~]");

  /** A login whose name and password end with the same delimiter, and one whose name does. */
  private static final Pattern LOGIN =
      Pattern.compile("^93..CN.+?(%s)CO.*?\\1".formatted(DELIMITERS.pattern()));

  private static final Pattern CUT_LOGIN =
      Pattern.compile("^93..CN.+?(%s)CO".formatted(DELIMITERS.pattern()));

  private final Sip2Charset charset;
  private final byte delimiter;
  private final Sip2Form form;

  public Sip2Codec(Sip2Charset charset) {
    this(charset, DELIMITER);
  }

  /** A codec with the standard's delimiter that writes replies in the given form. */
  public Sip2Codec(Sip2Charset charset, Sip2Form form) {
    this(charset, DELIMITER, form);
  }

  /**
   * A codec with a delimiter other than the standard's.
   *
   * @throws IllegalArgumentException if the delimiter could occur inside a fixed-length field
   */
  public Sip2Codec(Sip2Charset charset, char delimiter) {
    this(charset, delimiter, Sip2Form.STANDARD);
  }

  private Sip2Codec(Sip2Charset charset, char delimiter, Sip2Form form) {
    if (!DELIMITERS.matcher(String.valueOf(delimiter)).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" can't delimit SIP2 fields; use a visible ASCII character that is no letter, digit, +, -, * or ."
              .formatted(delimiter));
    }
    this.charset = charset;
    this.delimiter = (byte) delimiter;
    this.form = form;
  }

  public Sip2Charset charset() {
    return charset;
  }

  public char delimiter() {
    return (char) delimiter;
  }

  /**
   * The codec for a login, whatever its delimiter: the unit is not known yet, or is another's. This
   * one for other frames.
   */
  public Sip2Codec delimitedAsIn(Sip2Frame frame) {
    var bytes = frame.bytes();
    if (bytes.length < COMMAND || bytes[0] != '9' || bytes[1] != '3') {
      return this;
    }
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.contains(delimiter() + "CO")) {
      return this; // other characters are the name's or the password's
    }
    var login = LOGIN.matcher(text);
    if (login.find()) {
      return new Sip2Codec(charset, login.group(1).charAt(0), form);
    }
    var cut = CUT_LOGIN.matcher(text);
    return text.indexOf(delimiter()) < 0 && cut.find()
        ? new Sip2Codec(charset, cut.group(1).charAt(0), form)
        : this;
  }

  /**
   * Reads a message from a unit. A checksum is verified if there is anything after AZ; an AZ with
   * nothing after it asks for error detection in the reply and is otherwise accepted.
   */
  public Decoded<Sip2Request> decode(Sip2Frame frame) {
    return decode(frame.bytes(), Sip2RequestLayouts::byCommand);
  }

  /** Reads a reply of a library system; the client's side of {@link #decode}. */
  public Decoded<Sip2Response> decodeResponse(Sip2Frame frame) {
    return decode(frame.bytes(), Sip2ResponseLayouts::byCommand);
  }

  private <M extends Sip2Message> Decoded<M> decode(
      byte[] bytes, IntFunction<@Nullable Sip2Layout<? extends M>> layouts) {
    var trailer = Sip2Trailer.find(bytes, delimiter);
    var sequence =
        trailer.sequence() < 0 ? OptionalInt.empty() : OptionalInt.of(trailer.sequence());
    if (trailer.checksum() == Sip2Trailer.Checksum.WRONG) {
      return new Decoded.BadChecksum<>(sequence);
    }
    if (bytes.length < COMMAND) {
      return new Decoded.Malformed<>(
          text(bytes, 0, bytes.length),
          sequence,
          "a message starts with a command of two digits",
          bytes.length);
    }
    var layout = layouts.apply(command(bytes));
    if (layout == null) {
      return new Decoded.Unknown<>(text(bytes, 0, COMMAND));
    }
    var fields = Sip2Scan.scan(bytes, trailer.start(), delimiter, charset, layout);
    var fault = fields.fault();
    if (fault != null) {
      return new Decoded.Malformed<>(layout.command(), sequence, fault, fields.faultPosition());
    }
    M message = layout.read(fields);
    return new Decoded.Message<>(
        message,
        sequence,
        trailer.isPresent(),
        layout.hasExtensions() ? List.of() : fields.others());
  }

  /** The command as a number; -1 if it is none. */
  static int command(byte[] bytes) {
    int tens = bytes[0] - '0';
    int ones = bytes[1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
  }

  private String text(byte[] bytes, int from, int count) {
    return charset.decode(bytes, from, count);
  }

  /**
   * Writes a reply. Control characters and the delimiter become blanks, values are cut at 255
   * characters, a long screen message or print line continues in a further field, and letters that
   * the character set lacks are written with letters that it has.
   *
   * @param sequence the digit of the request; 96 never carries one
   * @param errorDetection whether to add the sequence and a checksum
   */
  public Sip2Frame encode(
      Sip2Response response, OptionalInt sequence, boolean errorDetection, Terminator terminator) {
    return encode(response, WithheldFields.NOTHING, sequence, errorDetection, terminator);
  }

  /** The same, without the fields that are withheld from the unit. */
  public Sip2Frame encode(
      Sip2Response response,
      WithheldFields withheld,
      OptionalInt sequence,
      boolean errorDetection,
      Terminator terminator) {
    boolean sequenced = response.layout() != Sip2ResponseLayouts.REQUEST_SC_RESEND;
    return encode(
        response.content(),
        withheld,
        sequenced ? sequence : OptionalInt.empty(),
        errorDetection,
        terminator);
  }

  /**
   * Writes a request, ended by CR; the client's side of {@link #encode(Sip2Response, OptionalInt,
   * boolean, Terminator)}.
   */
  public Sip2Frame encode(Sip2Request request, OptionalInt sequence, boolean errorDetection) {
    boolean sequenced = !(request instanceof Sip2Request.RequestAcsResend);
    return encode(
        request.content(),
        WithheldFields.NOTHING,
        sequenced ? sequence : OptionalInt.empty(),
        errorDetection,
        Terminator.CR);
  }

  /**
   * A text for people in lines, parted at blanks where it has some.
   *
   * @param width the most characters of a line, at least 2
   */
  public static List<String> lines(String text, int width) {
    var lines = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + width);
      if (to < text.length()) {
        int blank = text.lastIndexOf(' ', to);
        to = blank > from ? blank : Sip2Writer.beforePair(text, to);
      }
      lines.add(text.substring(from, to));
      from = to;
      while (from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
    }
    return lines;
  }

  private Sip2Frame encode(
      Sip2Message.Content message,
      WithheldFields withheld,
      OptionalInt sequence,
      boolean errorDetection,
      Terminator terminator) {
    var writer = new Sip2Writer(charset, delimiter);
    message.layout().write(message, form, withheld, writer);
    if (errorDetection) {
      writer.trailer(sequence.isPresent() ? Math.floorMod(sequence.getAsInt(), 10) : -1);
    }
    return new Sip2Frame(writer.toBytes(), terminator);
  }
}
