package org.samling.routes.sip2;

/** The answer to a SIP2 message within XML. */
public final class Sip2XmlAnswer {

  private final Status status;
  private final byte[] body;

  /** What HTTP is to say of an answer. */
  public enum Status {
    /** SIP2 answered, or said why it does not. */
    ANSWERED,
    /** What came is no XML that holds a SIP2 message. */
    UNREADABLE,
    /** Nothing true can be said now: the machine is to ask again. */
    UNAVAILABLE
  }

  Sip2XmlAnswer(Status status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** What HTTP is to say of it. */
  public Status status() {
    return status;
  }

  /** The XML, in UTF-8. The array is the answer's own: don't change it. */
  public byte[] body() {
    return body;
  }
}
