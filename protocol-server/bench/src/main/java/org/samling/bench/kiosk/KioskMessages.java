package org.samling.bench.kiosk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.Stock;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Secret;
import org.samling.sip2.Sip2Summary;

/** The messages of one kiosk, with AY and AZ, each ended by CR; checks the replies. */
public final class KioskMessages {

  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);
  private static final int TRAILER = 9;
  private static final AtomicLong MESSAGES = new AtomicLong();

  private final ZoneId zone = ZoneId.systemDefault();
  private int sequence;
  private String replyCommand = "";
  private String expectedPart = "";

  /** The result in a reply. */
  public enum Answer {
    /** It was done. */
    DONE,
    /** It was refused. */
    REFUSED
  }

  public byte[] login(String user, String password) {
    return message(new Sip2Request.Login("0", "0", user, new Sip2Secret(password), null), "94", "");
  }

  public byte[] status() {
    return message(
        new Sip2Request.ScStatus(Sip2Code.of(Sip2Code.ScStatusCode.OK), Sip2Number.of(80), "2.00"),
        "98",
        "");
  }

  byte[] patronStatus(String patron) {
    return message(
        new Sip2Request.PatronStatusRequest(
            Sip2Code.of(Sip2Code.Language.DANISH), now(), "", new Sip2PatronId(patron), null, null),
        "24",
        "AA" + patron);
  }

  public byte[] patronInformation(String patron) {
    return patronInformation(patron, null);
  }

  /** The same with a PIN. */
  public byte[] patronInformation(String patron, @Nullable String pin) {
    return message(
        new Sip2Request.PatronInformation(
            Sip2Code.of(Sip2Code.Language.DANISH),
            now(),
            Sip2Summary.of(Sip2Summary.Item.CHARGED_ITEMS),
            "",
            new Sip2PatronId(patron),
            null,
            pin == null ? null : new Sip2Secret(pin),
            null,
            null),
        "64",
        "AA" + patron);
  }

  byte[] endSession(String patron) {
    return message(
        new Sip2Request.EndPatronSession(now(), "", new Sip2PatronId(patron), null, null),
        "36",
        "AA" + patron);
  }

  public byte[] itemInformation(Stock.Copy copy) {
    return message(
        new Sip2Request.ItemInformation(now(), copy.branch(), copy.barcode(), null),
        "18",
        "AB" + copy.barcode());
  }

  public byte[] checkout(Stock.Copy copy, String patron) {
    return message(
        new Sip2Request.Checkout(
            Sip2Flag.NO,
            Sip2Flag.NO,
            now(),
            Sip2Date.BLANK,
            copy.branch(),
            new Sip2PatronId(patron),
            copy.barcode(),
            null,
            uniqueProperty(),
            null,
            null,
            null),
        "12",
        "AB" + copy.barcode());
  }

  public byte[] checkin(Stock.Copy copy) {
    return message(
        new Sip2Request.Checkin(
            Sip2Flag.NO,
            now(),
            now(),
            copy.branch(),
            "",
            copy.barcode(),
            null,
            uniqueProperty(),
            null),
        "10",
        "AB" + copy.barcode());
  }

  public byte[] renew(Stock.Copy copy, String patron) {
    return message(
        new Sip2Request.Renew(
            Sip2Flag.NO,
            Sip2Flag.NO,
            now(),
            Sip2Date.BLANK,
            copy.branch(),
            new Sip2PatronId(patron),
            null,
            copy.barcode(),
            null,
            null,
            uniqueProperty(),
            null),
        "30",
        "AB" + copy.barcode());
  }

  /**
   * A unique item property (CH), to distinguish this message from one of another kiosk of the
   * account, or of this one ten messages ago: within a second they may be identical, and would be
   * taken for a resend.
   */
  private static String uniqueProperty() {
    return "bench " + MESSAGES.incrementAndGet();
  }

  private Sip2Date now() {
    return Sip2Date.of(Instant.now(), zone);
  }

  private byte[] message(Sip2Request request, String answeredBy, String echoed) {
    sequence = (sequence + 1) % 10;
    replyCommand = answeredBy;
    expectedPart = echoed;
    var frame = CODEC.encode(request, OptionalInt.of(sequence), true).bytes();
    var line = Arrays.copyOf(frame, frame.length + 1);
    line[frame.length] = '\r';
    return line;
  }

  /**
   * Checks the reply to the last message: its command, the fields echoed from the request, its
   * sequence number and its checksum.
   *
   * @param reply the reply without its terminator
   * @throws IllegalStateException if it is not a reply to that message
   */
  public Answer check(byte[] reply) {
    var text = new String(reply, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(replyCommand)) {
      throw wrong("does not start with " + replyCommand, text);
    } else if (!text.contains(expectedPart)) {
      throw wrong("is for another patron or item", text);
    } else if (!hasTrailer(reply, text)) {
      throw wrong("has another sequence number, or a wrong checksum", text);
    }
    return isDone(text) ? Answer.DONE : Answer.REFUSED;
  }

  private boolean hasTrailer(byte[] reply, String text) {
    var start = reply.length - TRAILER;
    if (start < 0 || !text.startsWith("AY" + sequence + "AZ", start)) {
      return false;
    }
    var sum = 0;
    for (var i = 0; i < reply.length - 4; i++) {
      sum += reply[i] & 0xFF;
    }
    return text.endsWith("%04X".formatted(-sum & 0xFFFF));
  }

  private boolean isDone(String text) {
    return switch (replyCommand) {
      case "94", "12", "10", "30" -> text.charAt(2) == '1';
      case "98", "36" -> text.charAt(2) == 'Y';
      case "24", "64" -> text.contains("|BLY|");
      default -> true;
    };
  }

  private static IllegalStateException wrong(String what, String reply) {
    return new IllegalStateException(
        "a reply %s: %s".formatted(what, reply.substring(0, Math.min(reply.length(), 200))));
  }
}
