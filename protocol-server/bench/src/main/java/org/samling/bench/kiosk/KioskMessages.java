package org.samling.bench.kiosk;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2Request.request;
import static org.samling.sip2.Sip2RequestLayouts.*;

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
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Secret;
import org.samling.sip2.Sip2Summary;

/** The messages of one kiosk, with AY and AZ, each ended by CR; checks the replies. */
public final class KioskMessages {

  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);
  private static final Sip2Secret NO_PASSWORD = new Sip2Secret("");
  private static final int TRAILER = 9;

  /** Where a reply says whether an item was renewed, after command and "ok". */
  private static final int RENEWAL_OK = 3;

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
    var login =
        request(LOGIN)
            .with(UID_ALGORITHM, "0")
            .with(PWD_ALGORITHM, "0")
            .with(LOGIN_USER_ID, user)
            .with(LOGIN_PASSWORD, new Sip2Secret(password));
    return message(login, "94", "");
  }

  public byte[] status() {
    var status =
        request(SC_STATUS)
            .with(STATUS_CODE, Sip2Code.of(Sip2Code.ScStatusCode.OK))
            .with(MAX_PRINT_WIDTH, Sip2Number.of(80))
            .with(PROTOCOL_VERSION, "2.00");
    return message(status, "98", "");
  }

  byte[] patronStatus(String patron) {
    var status =
        begin(PATRON_STATUS_REQUEST, "")
            .with(LANGUAGE, Sip2Code.of(Sip2Code.Language.DANISH))
            .with(PATRON_IDENTIFIER, new Sip2PatronId(patron))
            .with(TERMINAL_PASSWORD, NO_PASSWORD)
            .with(PATRON_PASSWORD, NO_PASSWORD);
    return message(status, "24", "AA" + patron);
  }

  public byte[] patronInformation(String patron) {
    return patronInformation(patron, null);
  }

  /** The same with a PIN. */
  public byte[] patronInformation(String patron, @Nullable String pin) {
    var information =
        begin(PATRON_INFORMATION, "")
            .with(LANGUAGE, Sip2Code.of(Sip2Code.Language.DANISH))
            .with(SUMMARY, Sip2Summary.of(Sip2Summary.Item.CHARGED_ITEMS))
            .with(PATRON_IDENTIFIER, new Sip2PatronId(patron))
            .withOptional(PATRON_PASSWORD, pin == null ? null : new Sip2Secret(pin));
    return message(information, "64", "AA" + patron);
  }

  byte[] endSession(String patron) {
    var end = begin(END_PATRON_SESSION, "").with(PATRON_IDENTIFIER, new Sip2PatronId(patron));
    return message(end, "36", "AA" + patron);
  }

  public byte[] itemInformation(Stock.Copy copy) {
    var information = begin(ITEM_INFORMATION, copy.branch()).with(ITEM_IDENTIFIER, copy.barcode());
    return message(information, "18", "AB" + copy.barcode());
  }

  public byte[] checkout(Stock.Copy copy, String patron) {
    var checkout =
        begin(CHECKOUT, copy.branch())
            .with(SC_RENEWAL_POLICY, Sip2Flag.NO)
            .with(NO_BLOCK, Sip2Flag.NO)
            .with(NB_DUE_DATE, Sip2Date.BLANK)
            .with(PATRON_IDENTIFIER, new Sip2PatronId(patron))
            .with(ITEM_IDENTIFIER, copy.barcode())
            .with(TERMINAL_PASSWORD, NO_PASSWORD)
            .with(ITEM_PROPERTIES, uniqueProperty());
    return message(checkout, "12", "AB" + copy.barcode());
  }

  public byte[] checkin(Stock.Copy copy) {
    var checkin =
        begin(CHECKIN, "")
            .with(NO_BLOCK, Sip2Flag.NO)
            .with(RETURN_DATE, now())
            .with(CURRENT_LOCATION, copy.branch())
            .with(ITEM_IDENTIFIER, copy.barcode())
            .with(TERMINAL_PASSWORD, NO_PASSWORD)
            .with(ITEM_PROPERTIES, uniqueProperty());
    return message(checkin, "10", "AB" + copy.barcode());
  }

  public byte[] renew(Stock.Copy copy, String patron) {
    var renewal =
        begin(RENEW, copy.branch())
            .with(THIRD_PARTY_ALLOWED, Sip2Flag.NO)
            .with(NO_BLOCK, Sip2Flag.NO)
            .with(NB_DUE_DATE, Sip2Date.BLANK)
            .with(PATRON_IDENTIFIER, new Sip2PatronId(patron))
            .with(ITEM_IDENTIFIER, copy.barcode())
            .with(ITEM_PROPERTIES, uniqueProperty());
    return message(renewal, "30", "AB" + copy.barcode());
  }

  /** Begins a request with what nearly all have. */
  private <M extends Sip2Request> Sip2Message.Builder<M> begin(
      Sip2Layout<M> layout, String institution) {
    return request(layout).with(TRANSACTION_DATE, now()).with(INSTITUTION_ID, institution);
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

  private byte[] message(
      Sip2Message.Builder<? extends Sip2Request> request, String answeredBy, String echoed) {
    sequence = (sequence + 1) % 10;
    replyCommand = answeredBy;
    expectedPart = echoed;
    var frame = CODEC.encode(request.build(), OptionalInt.of(sequence), true).bytes();
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

  /**
   * Whether the reply to a renewal says that it was made: one that gains no day is granted and uses
   * none.
   */
  public static boolean isRenewed(byte[] reply) {
    return reply[RENEWAL_OK] == 'Y';
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
