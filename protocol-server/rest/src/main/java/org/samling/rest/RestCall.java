package org.samling.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.operations.Problem;
import org.samling.routes.Credentials;
import org.samling.routes.IncomingFile;

/**
 * A request as it came over HTTP.
 *
 * @param operation the operation requested
 * @param path the path parameters
 * @param query the query parameters
 * @param body its JSON object without members that are null; empty where it has none
 * @param file the file that is its body; {@link IncomingFile#NONE} where the operation takes none
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
    IncomingFile file,
    @Nullable String idempotencyKey,
    @Nullable Credentials credentials,
    @Nullable Secret token,
    @Nullable String tenant) {

  /** A key consists of visible ASCII characters. */
  private static final String KEY = "[!-~]{1,200}";

  /** Copies the parameters. */
  public RestCall {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /**
   * The Idempotency-Key, without the quotes of an RFC 9651 string (section 3.3.3); null for none.
   *
   * @throws Problem when it has other characters, or too many
   */
  @Nullable String key() {
    if (idempotencyKey == null) {
      return null;
    }
    var isQuoted =
        idempotencyKey.length() >= 2
            && idempotencyKey.startsWith("\"")
            && idempotencyKey.endsWith("\"");
    var key = isQuoted ? idempotencyKey.substring(1, idempotencyKey.length() - 1) : idempotencyKey;
    if (!key.matches(KEY)) {
      throw Problem.invalid("Idempotency-Key must have 1 to 200 visible ASCII characters.");
    }
    return key;
  }
}
