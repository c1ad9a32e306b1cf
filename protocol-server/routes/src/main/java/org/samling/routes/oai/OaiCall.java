package org.samling.routes.oai;

import org.jspecify.annotations.Nullable;
import org.samling.routes.Credentials;

/**
 * A request as it came over HTTP.
 *
 * @param repository the repository that the address names: a tenant's code, or {@value #UNION}
 * @param baseUrl the address of the repository, without arguments
 * @param arguments the arguments, encoded as in an address
 * @param credentials who says to ask, or null
 */
public record OaiCall(
    String repository, String baseUrl, String arguments, @Nullable Credentials credentials) {

  /** The repository of the union catalogue. */
  public static final String UNION = "union";
}
