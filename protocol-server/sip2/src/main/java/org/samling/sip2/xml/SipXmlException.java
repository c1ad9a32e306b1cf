package org.samling.sip2.xml;

/**
 * The input is not XML with a SIP2 message; the exception's message says what is wrong, without
 * data.
 */
public final class SipXmlException extends RuntimeException {

  SipXmlException(String message) {
    super(message);
  }
}
