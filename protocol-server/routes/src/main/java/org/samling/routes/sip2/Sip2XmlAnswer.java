package org.samling.routes.sip2;

import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.sip2.Sip2Frame;

/** The reply to a SIP2 message in XML. */
public final class Sip2XmlAnswer {

  private final Status status;
  private final byte[] body;
  private final @Nullable Messages messages;
  private final @Nullable LoginLimitException limit;

  /** The kind of reply, which the HTTP status depends on. */
  public enum Status {
    /** A SIP2 reply, or an error that says why there is none. */
    ANSWERED,
    /** The request is not XML with a SIP2 message. */
    UNREADABLE,
    /** The outcome is not known now: the machine should send the request again. */
    UNAVAILABLE
  }

  /**
   * The SIP2 messages in the XML, in UTF-8.
   *
   * @param account the account that sent the request
   * @param reply the reply, or null where SIP2 sends none
   */
  public record Messages(Account account, Sip2Frame request, @Nullable Sip2Frame reply) {}

  Sip2XmlAnswer(Status status, byte[] body, @Nullable Messages exchanged) {
    this(status, body, exchanged, null);
  }

  private Sip2XmlAnswer(
      Status status,
      byte[] body,
      @Nullable Messages exchanged,
      @Nullable LoginLimitException limit) {
    this.status = status;
    this.body = body;
    this.messages = exchanged;
    this.limit = limit;
  }

  /** A copy for a request whose login was not checked because of a limit. */
  Sip2XmlAnswer withLimit(LoginLimitException reached) {
    return new Sip2XmlAnswer(status, body, messages, reached);
  }

  /** The kind of reply. */
  public Status status() {
    return status;
  }

  /** The limit because of which the login was not checked (HTTP status 429), or null. */
  public @Nullable LoginLimitException limit() {
    return limit;
  }

  /** The XML, in UTF-8. The array is not a copy: don't change it. */
  public byte[] body() {
    return body;
  }

  /** The SIP2 messages, or null if nobody was logged in. */
  public @Nullable Messages messages() {
    return messages;
  }
}
