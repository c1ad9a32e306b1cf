package org.samling.sip2;

/**
 * A SIP2 message within XML, as Danish kiosks send it over HTTP: each comes with a login.
 *
 * @param login the account
 * @param request the SIP2 message, without checksum and terminator
 */
public record SipEnvelope(String login, Sip2Secret password, String request) {

  @Override
  public String toString() {
    return "SipEnvelope[" + login + "]";
  }
}
