package org.samling.sip2;

/** What came is no XML that holds a SIP2 message; the message says what is wrong, without data. */
public final class SipXmlException extends RuntimeException {

  SipXmlException(String message) {
    super(message);
  }
}
