package org.samling.zoom;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The address of a Z39.50 target.
 *
 * @param isTls whether the connection uses TLS
 * @param host its name or IP address
 * @param databases the databases to search together
 */
record Z3950Address(boolean isTls, String host, int port, List<String> databases) {

  private static final Pattern FORM =
      Pattern.compile("(?:(?:tcp|(ssl)):)?\\[?([^\\s/@]+?)]?:(\\d{1,5})(?:/(\\S*))?");

  private static final String DEFAULT = "Default";

  Z3950Address {
    databases = List.copyOf(databases);
  }

  /**
   * Parses an address that {@link ZoomTarget} accepted.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static Z3950Address of(String address) {
    var matcher = FORM.matcher(address);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(address);
    }
    var databases = matcher.group(4);
    return new Z3950Address(
        matcher.group(1) != null,
        matcher.group(2),
        Integer.parseInt(matcher.group(3)),
        databases == null || databases.isEmpty()
            ? List.of(DEFAULT)
            : List.of(databases.split("\\+")));
  }
}
