package org.samling.core.ill;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * A library that a tenant sends messages about interlibrary requests to.
 *
 * @param library its symbol in messages; in the Danish profile its ISIL
 * @param name its name; empty where it is not known
 * @param protocol the protocol it speaks
 * @param address where messages to it are posted
 * @param login how this server logs in there
 * @param timeout how long a reply may take
 * @param replies whether it is answered at an address that it gives in a message
 * @param isEnabled whether messages are sent to it; while they are not, they wait
 */
public record IllPartner(
    String library,
    String name,
    Protocol protocol,
    URI address,
    Login login,
    Duration timeout,
    ReplyAddresses replies,
    boolean isEnabled) {

  /** The most partners of a tenant. */
  public static final int MOST = 10_000;

  /** The time-out where none is given. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);

  /** The longest time-out. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  /** The header of an API key where none is given. */
  public static final String USUAL_HEADER = "X-Api-Key";

  /** The protocol that a library speaks. */
  public sealed interface Protocol {}

  /** ISO 18626. */
  public record Iso18626() implements Protocol {}

  /**
   * NCIP.
   *
   * @param version the version of the standard
   * @param us the symbol by which it knows this library, or null for the one that a request names
   * @param patron the patron that stands for this library there, or null for {@code INST-} and the
   *     symbol
   * @param agencySecret the value of FromAgencyAuthentication, or null for none
   * @param askEvery how often it is asked for the status of a request
   */
  public record Ncip(
      Version version,
      @Nullable String us,
      @Nullable String patron,
      @Nullable Secret agencySecret,
      Duration askEvery)
      implements Protocol {

    /** How often a library is asked where nothing is said. */
    public static final Duration USUAL_ASKING = Duration.ofMinutes(15);

    /** The longest interval at which it is asked. */
    public static final Duration RAREST_ASKING = Duration.ofDays(1);

    /** The versions of NCIP that partners speak. */
    public enum Version {
      /** NCIP 2.02. */
      V2_02("2.02"),
      /** NCIP 1.0. */
      V1_0("1.0");

      private final String text;

      Version(String text) {
        this.text = text;
      }

      /** Its number. */
      public String text() {
        return text;
      }

      /** The version with a number, or empty. */
      public static Optional<Version> of(String text) {
        return List.of(values()).stream().filter(each -> each.text.equals(text)).findFirst();
      }
    }
  }

  /** How this server logs in. */
  public sealed interface Login {}

  /** No login over HTTP. */
  public record NoLogin() implements Login {}

  /** By HTTP Basic (RFC 7617). */
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
   * @param client this server's identifier there
   * @param scope the scopes to request, separated by blanks, or null for the issuer's default
   */
  public record ClientCredentials(URI address, String client, Secret secret, @Nullable String scope)
      implements Login {}

  /**
   * Whether a partner is answered at an address that it gives in a message, and where that may be.
   *
   * @param areUsed whether it is
   * @param hosts the hosts at which that address may be, besides that of the partner's own
   */
  public record ReplyAddresses(boolean areUsed, List<String> hosts) {

    /** The most further hosts. */
    public static final int MOST_HOSTS = 20;

    /** They are not used. */
    public static final ReplyAddresses NONE = new ReplyAddresses(false, List.of());

    /** Writes the hosts in lower case. */
    public ReplyAddresses {
      hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).distinct().toList();
    }
  }

  /**
   * Where it is answered: at the address that it gave, if that is used and is at a host of its own,
   * or else at its address here.
   *
   * @param given the address in its message, or null for none
   * @param rules say which addresses may be called at all
   */
  public URI answerAt(@Nullable String given, PartnerAddresses rules) {
    if (!replies.areUsed() || given == null) {
      return address;
    }
    return rules
        .parse(given)
        .filter(uri -> isAtOwnHost(uri.getHost().toLowerCase(Locale.ROOT)))
        .orElse(address);
  }

  private boolean isAtOwnHost(String host) {
    return host.equalsIgnoreCase(address.getHost()) || replies.hosts().contains(host);
  }
}
