package org.samling.server.sip2;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.samling.core.organisation.Account;
import org.samling.routes.sip2.Sip2XmlAnswer;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;

/**
 * The wire log of one account. A message is a line with the time, the number of the connection, who
 * speaks (SC or ACS), how the frame ends (XML for one that was within XML), and the masked frame;
 * below it, indented, what its fields mean.
 */
final class Sip2WireLogFile {

  private static final String REQUEST = "SC ";
  private static final String REPLY = "ACS";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  /** Reads what was within XML, which is in UTF-8 whatever the account's character set. */
  private static final Sip2Annotator WITHIN_XML =
      new Sip2Annotator(new Sip2Codec(Sip2Charset.UTF_8));

  private final RollingFileAppender<String> appender;
  private final Sip2Annotator annotator;
  private final ZoneId zone;

  Sip2WireLogFile(Account account, RollingFileAppender<String> appender) {
    this.appender = appender;
    this.annotator = new Sip2Annotator(new Sip2Codec(Sip2Charset.named(account.charset())));
    this.zone = account.tenant().zone();
  }

  /** The file that is written now. */
  String name() {
    return appender.getFile();
  }

  /** What the machine sent. */
  void received(Instant when, long connection, Sip2Frame frame) {
    write(when, connection, REQUEST, frame.terminator().name(), annotator, frame);
  }

  /** What it was answered. */
  void sent(Instant when, long connection, Sip2Frame frame) {
    write(when, connection, REPLY, frame.terminator().name(), annotator, frame);
  }

  /** What came within XML, and its reply. */
  void within(Instant received, Instant sent, long number, Sip2XmlAnswer.Exchanged exchanged) {
    write(received, number, REQUEST, "XML", WITHIN_XML, exchanged.request());
    var reply = exchanged.reply();
    if (reply != null) {
      write(sent, number, REPLY, "XML", WITHIN_XML, reply);
    }
  }

  /** That its connection ends. */
  void ended(Instant when, long connection, String reason) {
    append(head(when, connection) + "closed: it " + reason);
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
