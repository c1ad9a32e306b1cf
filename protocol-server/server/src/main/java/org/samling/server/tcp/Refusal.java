package org.samling.server.tcp;

import java.util.Locale;

/** Why a connection, or who spoke on it, was not let in. */
public enum Refusal {
  /** The address is in none of the listener's networks. */
  ADDRESS,
  /** There are as many connections as there may be, all of them logged in. */
  CONNECTIONS,
  /** There are as many from this address as there may be. */
  CONNECTIONS_OF_ADDRESS,
  /** Not logged in, and closed to make room for another. */
  MADE_ROOM,
  /** Not logged in in time. */
  LOGIN_TIMEOUT,
  /** A PROXY header was to come, from an address that is none of the proxies'. */
  NOT_A_PROXY,
  /** A PROXY header was to come, and something else did or nothing in time. */
  PROXY_HEADER,
  /** A PROXY header came where none was to. */
  PROXY_HEADER_UNEXPECTED,
  /** TLS was to come. */
  NO_TLS,
  /** TLS came where none was to. */
  TLS_UNEXPECTED,
  /** TLS could not be agreed on, or the client certificate is missing or of an unknown issuer. */
  TLS_HANDSHAKE,
  /** The account is of a tenant that is not served here. */
  TENANT,
  /** The account may not be used from this address. */
  ACCOUNT_ADDRESS,
  /** The account asks for a client certificate that was not shown. */
  ACCOUNT_CERTIFICATE,
  /** There are as many connections of the account as there may be. */
  CONNECTIONS_OF_ACCOUNT,
  /** The account does not take machines without a password, or not this way. */
  WITHOUT_PASSWORD,
  /** The account was switched off or changed while it was connected. */
  ACCOUNT_CHANGED;

  /** What it is called in the metrics. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
