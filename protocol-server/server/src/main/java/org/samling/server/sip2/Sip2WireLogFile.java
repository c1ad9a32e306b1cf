package org.samling.server.sip2;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2Presets;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2XmlAnswer;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;

/**
 * The wire log of one account. A message is a line with the time, the number of the connection, the
 * sender (SC or ACS), the frame's terminator (XML for one in XML), and the masked frame; below it,
 * indented, its fields explained.
 */
final class Sip2WireLogFile {

  private static final String REQUEST = "SC ";
  private static final String REPLY = "ACS";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  /** Annotates frames in XML, which are in UTF-8 whatever the account's character set. */
  private static final Sip2Annotator WITHIN_XML =
      new Sip2Annotator(new Sip2Codec(Sip2Charset.UTF_8));

  private final RollingFileAppender<String> appender;
  private final Sip2Presets presets;
  private final ZoneId zone;
  private volatile Speech speech;

  /** How an account's messages are read. */
  private record Speech(int version, Sip2Codec codec) {}

  Sip2WireLogFile(Account account, Sip2Presets presets, RollingFileAppender<String> appender) {
    this.appender = appender;
    this.presets = presets;
    this.zone = account.tenant().zone();
    this.speech = speech(account);
  }

  private Speech speech(Account account) {
    return new Speech(account.version(), Sip2Service.codec(account, presets));
  }

  /** Reads messages from now on as the account is now: its profile may have changed. */
  void readAs(Account account) {
    if (speech.version != account.version()) {
      speech = speech(account);
    }
  }

  /** The current file. */
  String name() {
    return appender.getFile();
  }

  /** Logs what the machine sent. */
  void logRequest(Instant when, long connection, Sip2Frame frame) {
    write(when, connection, REQUEST, frame.terminator().name(), annotator(frame), frame);
  }

  /** Logs the reply. */
  void logReply(Instant when, long connection, Sip2Frame frame) {
    write(when, connection, REPLY, frame.terminator().name(), annotator(frame), frame);
  }

  /** Logs a message in XML, and its reply. */
  void logXml(Instant received, Instant sent, long number, Sip2XmlAnswer.Messages exchanged) {
    write(received, number, REQUEST, "XML", WITHIN_XML, exchanged.request());
    var reply = exchanged.reply();
    if (reply != null) {
      write(sent, number, REPLY, "XML", WITHIN_XML, reply);
    }
  }

  /** Logs the end of a connection. */
  void logEnd(Instant when, long connection, String reason) {
    append(head(when, connection) + "closed: it " + reason);
  }

  private Sip2Annotator annotator(Sip2Frame frame) {
    return new Sip2Annotator(speech.codec.delimitedAsIn(frame));
  }

  private void write(
      Instant when,
      long connection,
      String side,
      String end,
      Sip2Annotator annotator,
      Sip2Frame frame) {
    var annotation = annotator.annotate(frame).stripTrailing().replace("\n", "\n    ");
    append(
        "%s%s %-4s %s%n    %s"
            .formatted(head(when, connection), side, end, annotator.masked(frame), annotation));
  }

  private String head(Instant when, long connection) {
    return TIME.format(when.atZone(zone)) + " " + connection + " ";
  }

  private void append(String lines) {
    appender.doAppend(lines);
  }

  void close() {
    appender.stop();
  }
}
