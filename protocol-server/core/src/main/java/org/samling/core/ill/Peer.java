package org.samling.core.ill;

import org.jspecify.annotations.Nullable;

/**
 * The other library of a request that is handled by ISO 18626 or NCIP.
 *
 * @param library its symbol, for which its address is configured: {@code DK-716700}
 * @param us this library's symbol with it
 * @param version the version of ISO 18626 for messages to it, where it uses that
 * @param replyTo the address for answers that it gave in a message, or null
 */
public record Peer(String library, String us, String version, @Nullable String replyTo) {

  /** The version of ISO 18626 for a peer whose version is not known. */
  public static final String VERSION = "1.2";

  /** A peer that gave no address. */
  public Peer(String library, String us, String version) {
    this(library, us, version, null);
  }
}
