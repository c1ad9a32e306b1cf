package org.samling.routes.ill;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.samling.core.ill.PartnerAddresses;

/**
 * Allows the addresses of the public Internet.
 *
 * @param areInternalAllowed whether loopback and private addresses may be called, and {@code http}
 */
public record InternetAddresses(boolean areInternalAllowed) implements PartnerAddresses {

  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");
  private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

  @Override
  public Optional<URI> parse(String text) {
    try {
      var uri = new URI(text.strip());
      return text.length() <= LONGEST && mayBeCalled(uri) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  @Override
  public String expected() {
    return areInternalAllowed
        ? "an address such as https://host/path, without a user"
        : "an address such as https://host/path, without a user, and not a private one (ill.internal-addresses)";
  }

  /** Whether an address may be called, as far as can be told from what is written. */
  private boolean mayBeCalled(URI uri) {
    var host = uri.getHost();
    var isHttp = "http".equalsIgnoreCase(uri.getScheme());
    return host != null
        && (isHttps(uri) || (areInternalAllowed && isHttp))
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        // A name is looked up when it is called: it may lead elsewhere by then.
        && (!LITERAL.matcher(host).matches() || isPublic(host));
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  @Override
  public Optional<String> refusal(String host) throws UnknownHostException {
    if (areInternalAllowed) {
      return Optional.empty();
    }
    var addresses = InetAddress.getAllByName(BRACKETS.matcher(host).replaceAll(""));
    return Arrays.stream(addresses).anyMatch(InternetAddresses::isInternal)
        ? Optional.of("%s is at a private address (ill.internal-addresses)".formatted(host))
        : Optional.empty();
  }

  private boolean isPublic(String host) {
    try {
      return refusal(host).isEmpty();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /** Whether an address is not one of the public Internet (RFC 6890, RFC 4193, RFC 6598). */
  private static boolean isInternal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || switch (address) {
          case Inet4Address _ -> isSpecial(address.getAddress());
          case Inet6Address _ -> isUniqueLocal(address.getAddress());
          default -> true;
        };
  }

  /** This network, shared by carriers, for benchmarks, and reserved ones. */
  private static boolean isSpecial(byte[] bytes) {
    var first = bytes[0] & 0xff;
    var second = bytes[1] & 0xff;
    return first == 0
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 198 && (second & 0xfe) == 18)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || first >= 240;
  }

  /** Unique local ones, and those that stand for ones of IPv4 behind a translator (64:ff9b::). */
  private static boolean isUniqueLocal(byte[] bytes) {
    var isTranslated =
        bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
    return (bytes[0] & 0xfe) == 0xfc || isTranslated;
  }
}
