package org.samling.library.network;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A network: the addresses whose first bits are the same (CIDR, RFC 4632; for IPv6 RFC 4291,
 * section 2.3).
 *
 * @param first the first address
 * @param bits how many bits are the same
 */
public record AddressRange(InetAddress first, int bits) {

  /** How many bits of an IPv6 address identify the subnet (RFC 4291, section 2.5.1). */
  private static final int IPV6_NETWORK = 64;

  /**
   * Reads a network as it is written: "10.20.0.0/16", "2001:db8::/32"; an address alone is itself.
   *
   * @throws IllegalArgumentException when it is not a network; the message says what is wrong
   */
  public static AddressRange parse(String text) {
    var slash = text.indexOf('/');
    var literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address;
    try {
      if (literal.indexOf('%') >= 0) {
        throw new IllegalArgumentException(literal);
      }
      address = InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "must be a network such as 10.20.0.0/16 or 2001:db8::/32, not \"%s\"".formatted(text));
    }
    var longest = address.getAddress().length * 8;
    var bits = slash < 0 ? longest : bits(text.substring(slash + 1));
    if (bits < 0 || bits > longest) {
      throw new IllegalArgumentException(
          "must have a number from 0 to %d after the \"/\", not \"%s\"".formatted(longest, text));
    }
    var first = masked(address, bits);
    if (!first.equals(address)) {
      throw new IllegalArgumentException(
          "must begin with the network's first address: write %s/%d"
              .formatted(first.getHostAddress(), bits));
    }
    return new AddressRange(first, bits);
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** Whether an address lies in the network. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && masked(address, bits).equals(first);
  }

  /** Whether an address lies in one of some networks. */
  public static boolean anyContains(Iterable<AddressRange> ranges, InetAddress address) {
    for (var range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What counts as one address in limits by address: the address itself, or for IPv6 its first 64
   * bits, because a machine can use every address that shares them.
   */
  public static InetAddress counted(InetAddress address) {
    return address instanceof Inet6Address ? masked(address, IPV6_NETWORK) : address;
  }

  private static InetAddress masked(InetAddress address, int bits) {
    var bytes = address.getAddress();
    for (var i = 0; i < bytes.length; i++) {
      var kept = Math.clamp(bits - i * 8L, 0, 8);
      bytes[i] &= (byte) (0xff << (8 - kept));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
