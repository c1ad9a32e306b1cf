package org.samling.core.ill;

/**
 * The other library of a request that is handled by ISO 18626 or NCIP.
 *
 * @param library its symbol, for which its address is configured: {@code DK-716700}
 * @param us this library's symbol with it
 * @param version the version of ISO 18626 for messages to it, where it uses that
 */
public record Peer(String library, String us, String version) {

  /** The version of ISO 18626 for a peer whose version is not known. */
  public static final String VERSION = "1.2";
}
