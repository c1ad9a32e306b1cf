package org.samling.library.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.ncip.NcipVersion;

/**
 * A library that messages are sent to.
 *
 * @param tenant the code of the tenant that sends them
 * @param library its symbol
 * @param protocol the protocol it speaks
 * @param address where messages to it are posted
 * @param login how this server logs in there
 * @param timeout how long a reply may take
 */
public record IllPartner(
    String tenant, String library, Protocol protocol, URI address, Login login, Duration timeout) {

  /** The protocol that a library speaks. */
  public sealed interface Protocol {}

  /** ISO 18626. */
  public record Iso18626() implements Protocol {}

  /**
   * NCIP.
   *
   * @param us the symbol by which it knows this library, or null for the one that a request names
   * @param patron the patron that stands for this library there, or null for the usual one
   * @param agencySecret the secret that authenticates this library in a message, or null
   * @param askEvery how often it is asked for the status of a request
   */
  public record Ncip(
      NcipVersion version,
      @Nullable String us,
      @Nullable String patron,
      @Nullable Secret agencySecret,
      Duration askEvery)
      implements Protocol {}

  /** How this server logs in. */
  public sealed interface Login {}

  /** No HTTP login. */
  public record NoLogin() implements Login {}

  /**
   * By HTTP Basic (RFC 7617).
   *
   * @param password the user's password
   */
  public record Password(String user, Secret password) implements Login {}

  /**
   * By a key in a header.
   *
   * @param header the header's name
   */
  public record ApiKey(String header, Secret key) implements Login {}

  /**
   * By a token from the client credentials grant (OAuth 2.0, RFC 6749, section 4.4).
   *
   * @param address the token endpoint
   * @param client the client's identifier
   * @param secret the client's secret
   * @param scope the scope to request, or null
   */
  public record ClientCredentials(URI address, String client, Secret secret, @Nullable String scope)
      implements Login {}
}
