package org.samling.routes.sru;

import org.jspecify.annotations.Nullable;
import org.samling.routes.Credentials;

/**
 * A request as received over HTTP.
 *
 * @param database the database in the address
 * @param address the address of the request, which explain repeats
 * @param parameters the parameters, still percent-encoded
 * @param credentials the client's credentials, unchecked, or null
 */
public record SruCall(
    String database, Address address, String parameters, @Nullable Credentials credentials) {

  /**
   * The address of a database.
   *
   * @param path the path of the database, without the leading slash
   * @param isSecure whether it is served over HTTPS
   */
  public record Address(String host, int port, String path, boolean isSecure) {}
}
