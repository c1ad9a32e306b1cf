package org.samling.sip2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Frame.Terminator;

/**
 * Diagnoses what a client does wrong from what it sends on one connection: bytes as they arrive, or
 * messages of a wire log.
 *
 * <p>Used by one thread at a time.
 */
public final class Sip2Doctor {
  /** The longest part of a message that is kept; anything longer is not SIP2. */
  private static final int LONGEST = 1 << 20;

  /** The offset at which the fields of a message begin. */
  private static final int COMMAND = 2;

  /** Danish letters that English lacks: they reveal text in ISO 8859-1. */
  private static final String DANISH = "æøåÆØÅéüöäÉÜÖÄ";

  private static final Set<String> BEFORE_LOGIN = Set.of("93", "97", "99");

  /** Requests that change something, for which it matters whether they are repeated. */
  private static final Set<String> CHANGING =
      Set.of("01", "09", "11", "15", "19", "25", "29", "37", "65");

  /** The number of messages with the same date that can't be explained by speed. */
  private static final int SAME_DATES = 10;

  /** The number of messages that change something that are kept for comparison. */
  private static final int KEPT = 100;

  private final Sip2Codec codec;
  private final boolean whole;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private List<Sip2Finding> findings = new ArrayList<>();
  private long offset;
  private long begin;
  private int number;
  private boolean afterCr;
  private boolean junk;
  private boolean loginSent;
  private boolean loginRefused;
  private boolean hasReportedNoDetection;
  private SupportedMessages offered = SupportedMessages.ALL;
  private int lastSequence = -1;
  private final SequencedMap<Sip2Frame, Integer> changing = new LinkedHashMap<>();
  private String lastDate = "";
  private int sameDates;
  private byte[] last = new byte[0];

  /**
   * Creates a doctor for one connection.
   *
   * @param codec the character set and delimiter of the account
   * @param whole whether the input starts at the beginning of the connection, so that a login must
   *     be seen
   */
  public Sip2Doctor(Sip2Codec codec, boolean whole) {
    this.codec = codec;
    this.whole = whole;
  }

  /** The number of messages so far. */
  public int messageCount() {
    return number;
  }

  /** Takes bytes that the client sent; returns the findings in messages that are now complete. */
  public List<Sip2Finding> receive(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      receive(bytes[i]);
      offset++;
    }
    return found();
  }

  private void receive(byte b) {
    boolean inside = message.size() > 0;
    if (b == '\r' || b == '\n') {
      if (inside) {
        complete();
        if (b == '\n') {
          latest(Sip2Fault.TERMINATOR_LF, "it ends with LF");
        }
      } else if (b == '\n' && afterCr) {
        latest(Sip2Fault.TERMINATOR_CRLF, "it ends with CR and LF");
      }
      afterCr = b == '\r' && inside;
    } else if (inside || b < 0 || b > ' ') {
      if (!inside) {
        begin = offset;
      }
      if (message.size() < LONGEST) {
        message.write(b);
      }
      afterCr = false;
    } else {
      junk = true;
      afterCr = false;
    }
  }

  private void latest(Sip2Fault fault, String what) {
    var checkup = new Sip2Checkup(codec, last, number, begin);
    checkup.find(fault, last.length, what);
    findings.addAll(checkup.findings());
  }

  private void complete() {
    var bytes = message.toByteArray();
    message.reset();
    var checkup = look(bytes, true, null);
    charset(checkup, bytes);
    findings.addAll(checkup.findings());
  }

  /**
   * Takes a message of a wire log.
   *
   * @param masked the message as logged
   * @param terminator what ended it
   * @param checksum what the log's annotation says of its checksum, or null
   */
  public List<Sip2Finding> receive(
      String masked, Terminator terminator, @Nullable String checksum) {
    var bytes = masked.getBytes(codec.charset().charset());
    begin = offset;
    var checkup = look(bytes, false, checksum);
    if (masked.indexOf('\uFFFD') >= 0) {
      checkup.find(
          Sip2Fault.CHARSET_WRONG,
          0,
          "it has bytes that are not valid %s".formatted(codec.charset()));
    }
    findings.addAll(checkup.findings());
    offset += bytes.length + 1;
    switch (terminator) {
      case CR -> {}
      case LF -> latest(Sip2Fault.TERMINATOR_LF, "it ends with LF");
      case CRLF -> latest(Sip2Fault.TERMINATOR_CRLF, "it ends with CR and LF");
    }
    return found();
  }

  /** Takes a reply of the server. */
  public List<Sip2Finding> receiveReply(Sip2Frame reply) {
    var decoded = codec.decodeResponse(reply);
    if (decoded instanceof Decoded.Message<Sip2Response> m) {
      var message = m.message();
      if (message.layout() == Sip2ResponseLayouts.LOGIN_RESPONSE) {
        loginRefused = !message.get(Sip2Fields.OK);
        if (loginRefused) {
          latest(Sip2Fault.LOGIN_REFUSED, "the server refused the login");
        }
      } else if (message.layout() == Sip2ResponseLayouts.ACS_STATUS) {
        offered = message.get(Sip2Fields.SUPPORTED_MESSAGES);
      } else if (message.layout() == Sip2ResponseLayouts.REQUEST_SC_RESEND) {
        latest(Sip2Fault.ASKED_TO_RESEND, "the server could not read it and answered 96");
      }
    }
    return found();
  }

  /** Ends the client's input. */
  public List<Sip2Finding> end() {
    if (message.size() > 0) {
      complete();
      latest(Sip2Fault.TERMINATOR_MISSING, "it has no terminator");
    }
    return found();
  }

  private List<Sip2Finding> found() {
    var found = findings;
    findings = new ArrayList<>();
    return found;
  }

  private Sip2Checkup look(byte[] bytes, boolean exact, @Nullable String checksum) {
    number++;
    var checkup = new Sip2Checkup(codec, bytes, number, begin);
    if (junk) {
      checkup.find(
          Sip2Fault.JUNK_BEFORE_MESSAGE, 0, "there are blanks or control characters before it");
      junk = false;
    }
    login(checkup);
    offer(checkup);
    var trailer = checkup.check(exact);
    if (checksum != null && checksum.startsWith("wrong")) {
      checkup.wrongChecksum(trailer.start(), "the checksum is " + checksum);
    }
    detection(checkup, trailer, bytes);
    date(checkup, bytes);
    last = bytes;
    return checkup;
  }

  /** The server's last 98 lists what it offers; another login may be offered other messages. */
  private void offer(Sip2Checkup checkup) {
    for (var message : SupportedMessages.Message.values()) {
      if (message.command().equals(checkup.command()) && !offered.has(message)) {
        checkup.find(
            Sip2Fault.MESSAGE_NOT_OFFERED,
            0,
            "according to the server, this account may not send it");
      }
    }
  }

  private void login(Sip2Checkup checkup) {
    if (checkup.command().equals("93")) {
      offered = SupportedMessages.ALL;
      loginSent = true;
      loginRefused = false;
    } else if (whole
        && (!loginSent || loginRefused)
        && !checkup.command().isEmpty()
        && !BEFORE_LOGIN.contains(checkup.command())) {
      checkup.find(Sip2Fault.NOT_LOGGED_IN, 0, "the client has not logged in");
    }
  }

  private void detection(Sip2Checkup checkup, Sip2Trailer trailer, byte[] bytes) {
    boolean resend = checkup.command().equals("97");
    boolean summed = trailer.checksum() != Sip2Trailer.Checksum.ABSENT;
    int sequence = trailer.sequence();
    if (!trailer.isPresent()) {
      if (!hasReportedNoDetection && !resend) {
        hasReportedNoDetection = true;
        checkup.find(Sip2Fault.NO_ERROR_DETECTION, bytes.length, "it has neither AY nor AZ");
      }
      return;
    }
    if (!summed) {
      checkup.find(Sip2Fault.CHECKSUM_MISSING, trailer.start(), "it has AY but no AZ");
    } else if (sequence < 0 && !resend) {
      checkup.find(Sip2Fault.SEQUENCE_MISSING, trailer.start(), "it has AZ but no AY");
    }
    if (sequence >= 0 && sequence == lastSequence && !Arrays.equals(last, bytes)) {
      checkup.find(
          Sip2Fault.SEQUENCE_NOT_ADVANCED,
          trailer.start(),
          "its sequence number is %d, the same as in the message before".formatted(sequence));
    }
    lastSequence = sequence;
  }

  private void date(Sip2Checkup checkup, byte[] bytes) {
    var date = checkup.date();
    if (date == null) {
      return;
    }
    sameDates = date.equals(lastDate) ? sameDates + 1 : 1;
    lastDate = date;
    var isChanging = CHANGING.contains(checkup.command());
    if (date.isBlank()) {
      if (isChanging) {
        checkup.find(
            Sip2Fault.DATE_BLANK, COMMAND, "it does not give the time at which it is sent");
      }
      return;
    }
    if (sameDates == SAME_DATES) {
      checkup.find(
          Sip2Fault.DATE_REPEATED,
          COMMAND,
          "its transaction date is the same as in the %d messages before"
              .formatted(SAME_DATES - 1));
    }
    if (isChanging) {
      repeated(checkup, new Sip2Frame(bytes, Terminator.CR));
    }
  }

  /** A message that is sent again before any other was lost; sent later, it is another message. */
  private void repeated(Sip2Checkup checkup, Sip2Frame frame) {
    var before = changing.lastEntry();
    var same = changing.remove(frame);
    if (same != null && !before.getKey().equals(frame)) {
      checkup.find(
          Sip2Fault.DATE_REPEATED,
          COMMAND,
          "it repeats message %d, date and all, with others in between".formatted(same));
    }
    changing.putLast(frame, number);
    if (changing.size() > KEPT) {
      changing.pollFirstEntry();
    }
  }

  private void charset(Sip2Checkup checkup, byte[] bytes) {
    int at = firstOutsideAscii(bytes);
    if (at < 0) {
      return;
    }
    var likely = likely(bytes);
    if (likely != null && likely != codec.charset()) {
      checkup.find(
          Sip2Fault.CHARSET_WRONG,
          at,
          "its bytes are not in the account's %s, but probably in %s"
              .formatted(codec.charset(), likely));
    }
  }

  private static int firstOutsideAscii(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The character set that these bytes are most likely in; null if nothing speaks against the
   * account's.
   */
  private @Nullable Sip2Charset likely(byte[] bytes) {
    if (isUtf8(bytes)) {
      return Sip2Charset.UTF_8;
    }
    var latin = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean controls = latin.chars().anyMatch(c -> c >= 0x80 && c < 0xA0);
    var letters =
        latin
            .chars()
            .filter(c -> c >= 0x80)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return switch (codec.charset()) {
      case UTF_8, US_ASCII -> controls ? Sip2Charset.CP850 : Sip2Charset.ISO_8859_1;
      case WINDOWS_1252 -> null; // it has a character for nearly every byte
      case ISO_8859_1 -> controls ? Sip2Charset.CP850 : null;
      case CP850 ->
          letters.chars().allMatch(c -> DANISH.indexOf(c) >= 0) ? Sip2Charset.ISO_8859_1 : null;
    };
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
