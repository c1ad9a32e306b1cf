package org.samling.core.ill;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Which addresses this server calls for a tenant. Tenants name them, or their partners do in
 * messages, so that a private one could be a service of the server's own network that is meant for
 * nobody outside it.
 */
public interface PartnerAddresses {

  /** The longest address. */
  int LONGEST = 500;

  /** The address in a text, or empty where it may not be called. */
  Optional<URI> parse(String text);

  /** What an address has to be, for a message about one that isn't. */
  String expected();

  /**
   * Why a host may not be called now, or empty: its name is looked up.
   *
   * @throws IOException when the name can't be resolved
   */
  Optional<String> refusal(String host) throws IOException;
}
