package org.samling.routes.oai;

import org.jspecify.annotations.Nullable;
import org.samling.routes.Credentials;

/**
 * A request as received over HTTP.
 *
 * @param repository the repository in the address: a tenant's code, or {@value #UNION}
 * @param baseUrl the address of the repository, without arguments
 * @param arguments the arguments, still percent-encoded
 * @param credentials the client's credentials, unchecked, or null
 */
public record OaiCall(
    String repository, String baseUrl, String arguments, @Nullable Credentials credentials) {

  /** The repository of the union catalogue. */
  public static final String UNION = "union";
}
