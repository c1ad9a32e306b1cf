package org.samling.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.routes.Credentials;
import org.samling.routes.imports.ImportUploads.Content;

/**
 * A request as HTTP brought it.
 *
 * @param operation what is asked for
 * @param path the parameters of its path
 * @param query the parameters behind the question mark
 * @param body its JSON object without what is null in it; empty where it has none
 * @param file the file that is its body where the operation {@linkplain RestOperation#takesFile
 *     takes one}, and null otherwise
 * @param idempotencyKey what the request is known again by (the header field Idempotency-Key), or
 *     null
 * @param credentials those of HTTP Basic (RFC 7617), or null
 * @param token the token of who asks (RFC 6750), or null
 */
public record RestCall(
    RestOperation operation,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, Object> body,
    @Nullable Content file,
    @Nullable String idempotencyKey,
    @Nullable Credentials credentials,
    @Nullable Secret token) {

  /** Copies the parameters. */
  public RestCall {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }
}
