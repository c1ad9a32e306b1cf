package org.samling.library.network;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Hosts with no network in between. */
public final class ThisMachine {

  private static final Pattern BRACKETS = Pattern.compile("\\[(.*)]");

  private ThisMachine() {}

  /**
   * Whether a host is this machine by whatever resolver: {@code localhost}, or a loopback address.
   * Other names are not looked up, since they may have another address tomorrow.
   *
   * @param host a name or an address, of IPv6 with brackets or without
   */
  public static boolean is(String host) {
    try {
      return host.equals("localhost")
          || InetAddress.ofLiteral(BRACKETS.matcher(host).replaceFirst("$1")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
