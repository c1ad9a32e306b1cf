package org.samling.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Tenant;
import org.samling.core.requests.AnsweredRequests;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestParameters;
import org.samling.routes.Message;

/**
 * A request on its way through its route.
 *
 * @param account the caller; the tenant is the account's
 */
record RestExchange(Account account, RestCall call) implements Message<RestAnswer> {

  /** How long a command may wait before it is begun. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  Tenant tenant() {
    return account.tenant();
  }

  /** A parameter of the path. */
  String path(String name) {
    return call.path().getOrDefault(name, "");
  }

  /** Reads the body, which has been checked against the operation's form. */
  RestBody body() {
    return new RestBody(call.body());
  }

  /**
   * The origin of a command. With an Idempotency-Key a repeated request gives the same command,
   * even if the first answer was lost; without one it always gives a new command.
   *
   * @param parts what tells the commands of one request apart
   */
  Origin origin(Object... parts) {
    var key = RestParameters.key(call.idempotencyKey());
    var commandKey =
        key == null
            ? CommandKey.of(Duration.ZERO, UUID.randomUUID())
            : CommandKey.of(AnsweredRequests.KEPT, joined(key, parts));
    return new Origin(
        tenant().id(),
        commandKey,
        account.username(),
        account.branch(),
        Instant.now().plus(DEADLINE));
  }

  private Object[] joined(String key, Object... parts) {
    var all = new Object[parts.length + 4];
    all[0] = "rest";
    all[1] = account.id();
    all[2] = call.operation().text();
    all[3] = key;
    System.arraycopy(parts, 0, all, 4, parts.length);
    return all;
  }
}
