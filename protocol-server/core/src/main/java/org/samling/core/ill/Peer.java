package org.samling.core.ill;

/**
 * The other library of a request that goes by ISO 18626 or NCIP.
 *
 * @param library its symbol, by which its address is known: {@code DK-716700}
 * @param us by which symbol it knows this library
 * @param version in which version of ISO 18626 it is written to, where it speaks that
 */
public record Peer(String library, String us, String version) {

  /** The version of ISO 18626 that is spoken where the other's is not known. */
  public static final String VERSION = "1.2";
}
