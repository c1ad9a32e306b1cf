package org.samling.server.tcp;

import java.util.Locale;

/** Why a connection, or a login on it, was refused. */
public enum Refusal {
  /** The address is in none of the listener's networks. */
  ADDRESS,
  /** The listener's limit of connections is reached, and all are logged in. */
  CONNECTIONS,
  /** The address's limit of connections is reached. */
  CONNECTIONS_OF_ADDRESS,
  /** Not logged in, and closed to make room for another. */
  MADE_ROOM,
  /** Not logged in in time. */
  LOGIN_TIMEOUT,
  /** A request over HTTP did not arrive in time. */
  REQUEST_TIMEOUT,
  /** A request over HTTP/1.1 had no host, or none that can be one (RFC 9112, section 3.2). */
  NO_HOST,
  /** A PROXY header was expected, and the address is not a proxy's. */
  NOT_A_PROXY,
  /** A PROXY header was expected, and something else came, or nothing in time. */
  PROXY_HEADER,
  /** A PROXY header came where none was expected. */
  PROXY_HEADER_UNEXPECTED,
  /** TLS was expected, and did not come. */
  NO_TLS,
  /** TLS came where it was not expected. */
  TLS_UNEXPECTED,
  /** The TLS handshake failed, or the client certificate is missing or of an unknown issuer. */
  TLS_HANDSHAKE,
  /** The name or the password was wrong, or the account can't be used. */
  LOGIN,
  /** The password was not checked, because too many logins had failed. */
  LOGIN_LIMIT,
  /** The account belongs to a tenant that is not served here. */
  TENANT,
  /** The account may not be used from this address. */
  ACCOUNT_ADDRESS,
  /** The account requires a client certificate that was not presented. */
  ACCOUNT_CERTIFICATE,
  /** The account's limit of connections is reached. */
  CONNECTIONS_OF_ACCOUNT,
  /** The account may not be used without a password, or not in this way. */
  WITHOUT_PASSWORD,
  /** The account was switched off or changed while it was connected. */
  ACCOUNT_CHANGED;

  /** Its name in the metrics. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
