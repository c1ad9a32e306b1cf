package org.samling.library.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.ncip.NcipVersion;

/**
 * A library that is written to.
 *
 * @param tenant the code of the tenant that writes to it
 * @param library its symbol
 * @param protocol what it speaks
 * @param address where its messages are posted to
 * @param login how this server logs in there
 * @param timeout how long an answer may take
 */
public record IllPartner(
    String tenant, String library, Protocol protocol, URI address, Login login, Duration timeout) {

  /** What a library speaks. */
  public sealed interface Protocol {}

  /** ISO 18626. */
  public record Iso18626() implements Protocol {}

  /**
   * NCIP.
   *
   * @param us by which symbol it knows this library, or null for the one that a request names
   * @param patron the patron that stands for this library there, or null for the usual one
   * @param agencySecret what proves in a message that it is this library's, or null
   * @param askEvery how long until it is asked again how a request stands
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

  /** It does not, by HTTP. */
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
   * By a token that it gets as a client (OAuth 2.0, RFC 6749, section 4.4).
   *
   * @param address where tokens are had
   * @param client the client's identifier
   * @param secret the client's secret
   * @param scope what is asked for, or null
   */
  public record ClientCredentials(URI address, String client, Secret secret, @Nullable String scope)
      implements Login {}
}
