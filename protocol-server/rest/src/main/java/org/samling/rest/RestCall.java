package org.samling.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.routes.Credentials;
import org.samling.routes.imports.ImportUploads.Content;

/**
 * A request as it came over HTTP.
 *
 * @param operation the operation requested
 * @param path the path parameters
 * @param query the query parameters
 * @param body its JSON object without members that are null; empty where it has none
 * @param file the file that is its body where the operation {@linkplain RestOperation#takesFile
 *     takes one}, and null otherwise
 * @param idempotencyKey the key that identifies a repeated request (header Idempotency-Key), or
 *     null
 * @param credentials those of HTTP Basic (RFC 7617), or null
 * @param token the caller's bearer token (RFC 6750), or null
 * @param tenant the code of the tenant that the {@link LocalOperator} names, or null
 */
public record RestCall(
    RestOperation operation,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, Object> body,
    @Nullable Content file,
    @Nullable String idempotencyKey,
    @Nullable Credentials credentials,
    @Nullable Secret token,
    @Nullable String tenant) {

  /** Copies the parameters. */
  public RestCall {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }
}
