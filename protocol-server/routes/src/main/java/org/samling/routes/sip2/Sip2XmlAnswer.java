package org.samling.routes.sip2;

import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.sip2.Sip2Frame;

/** The answer to a SIP2 message within XML. */
public final class Sip2XmlAnswer {

  private final Status status;
  private final byte[] body;
  private final @Nullable Exchanged exchanged;
  private final @Nullable LoginLimitException limit;

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
    this(status, body, exchanged, null);
  }

  private Sip2XmlAnswer(
      Status status,
      byte[] body,
      @Nullable Exchanged exchanged,
      @Nullable LoginLimitException limit) {
    this.status = status;
    this.body = body;
    this.exchanged = exchanged;
    this.limit = limit;
  }

  /** The same for a machine whose login was not looked at. */
  Sip2XmlAnswer by(LoginLimitException reached) {
    return new Sip2XmlAnswer(status, body, exchanged, reached);
  }

  /** What HTTP is to say of it. */
  public Status status() {
    return status;
  }

  /** Why the login was not looked at, or null where it was: HTTP's status 429. */
  public @Nullable LoginLimitException limit() {
    return limit;
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
