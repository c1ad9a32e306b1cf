package org.samling.routes.sip2;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.sip2.Sip2Frame;

/** The answer to a SIP2 message within XML. */
public final class Sip2XmlAnswer {

  private final Status status;
  private final byte[] body;
  private final @Nullable Exchanged exchanged;

  /** What HTTP is to say of an answer. */
  public enum Status {
    /** SIP2 answered, or said why it does not. */
    ANSWERED,
    /** What came is no XML that holds a SIP2 message. */
    UNREADABLE,
    /** Nothing true can be said now: the machine is to ask again. */
    UNAVAILABLE
  }

  /**
   * What was within the XML, in UTF-8.
   *
   * @param account who sent it
   * @param request what was sent
   * @param reply what SIP2 has to say to it, or null where that is nothing
   */
  public record Exchanged(Account account, Sip2Frame request, @Nullable Sip2Frame reply) {}

  Sip2XmlAnswer(Status status, byte[] body, @Nullable Exchanged exchanged) {
    this.status = status;
    this.body = body;
    this.exchanged = exchanged;
  }

  /** What HTTP is to say of it. */
  public Status status() {
    return status;
  }

  /** The XML, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }

  /** The messages, or null where nobody was logged in who sent one. */
  public @Nullable Exchanged exchanged() {
    return exchanged;
  }
}
