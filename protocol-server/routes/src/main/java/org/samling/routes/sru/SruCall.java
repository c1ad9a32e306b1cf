package org.samling.routes.sru;

import org.jspecify.annotations.Nullable;
import org.samling.routes.Credentials;

/**
 * A request as it came over HTTP.
 *
 * @param database the database that the address names
 * @param address the address that was asked, which explain repeats
 * @param parameters the parameters, encoded as in an address
 * @param credentials who says to ask, or null
 */
public record SruCall(
    String database, Address address, String parameters, @Nullable Credentials credentials) {

  /**
   * Where a database is.
   *
   * @param path the path of the database, without the slash at its begin
   * @param isSecure whether it is asked over HTTPS
   */
  public record Address(String host, int port, String path, boolean isSecure) {}
}
