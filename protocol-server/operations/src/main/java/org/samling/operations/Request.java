package org.samling.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Sight;
import org.samling.core.requests.AnsweredRequests;
import org.samling.routes.IncomingFile;

/**
 * A request for an operation.
 *
 * @param operation the operation's name
 * @param account who asks; the tenant is the account's
 * @param input what is asked for; it keeps to the constraints of its type
 * @param paging which page of a list
 * @param key what makes repetitions of the request known (Idempotency-Key), or null
 * @param file what came with it; {@link IncomingFile#NONE} where the operation takes no file
 */
public record Request<I extends Record>(
    String operation,
    Account account,
    I input,
    Paging paging,
    @Nullable String key,
    IncomingFile file) {

  /** A request without a file. */
  public Request(String operation, Account account, I input, Paging paging, @Nullable String key) {
    this(operation, account, input, paging, key, IncomingFile.NONE);
  }

  /** The deadline of a command that is explained must lie ahead. */
  private static final Duration EXPLAINED_WITHIN = Duration.ofSeconds(10);

  /** The tenant. */
  public Tenant tenant() {
    return account.tenant();
  }

  /** The tenant's id. */
  public TenantId tenantId() {
    return account.tenant().id();
  }

  /** Whether the operator of the server's own machine asks. */
  public boolean isByLocalOperator() {
    return account.isLocalOperator();
  }

  /** What whoever asks sees of the tenant. */
  public Sight sight(LendingPolicy policy) {
    return Sight.of(policy, account.bounds());
  }

  /**
   * The origin of a command. With a key a repeated request gives the same command, even if the
   * first answer was lost; without one it always gives a new command.
   *
   * @param within how long the command may wait before it is begun
   * @param parts what tells the commands of one request apart
   */
  public Origin origin(Duration within, Object... parts) {
    return origin(
        within,
        key == null
            ? CommandKey.of(Duration.ZERO, UUID.randomUUID())
            : CommandKey.of(AnsweredRequests.KEPT, named(key, parts)));
  }

  /**
   * The origin of a command that happens at another branch than the account's.
   *
   * @param branch its code, which was checked
   * @param within how long the command may wait before it is begun
   * @param parts what tells the commands of one request apart
   */
  public Origin originAt(String branch, Duration within, Object... parts) {
    var here = origin(within, parts);
    return here.at(branch);
  }

  /** The origin of a command whose key the operation makes itself. */
  public Origin origin(Duration within, CommandKey command) {
    return new Origin(
        tenantId(), command, account.username(), account.branch(), Instant.now().plus(within));
  }

  /** The origin of a command that is not carried out but explained, as if given at a branch. */
  public Origin explainedAt(String branch) {
    return new Origin(
        tenantId(),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        account.username(),
        branch,
        Instant.now().plus(EXPLAINED_WITHIN));
  }

  private Object[] named(String known, Object... parts) {
    var all = new Object[parts.length + 4];
    all[0] = "rest";
    all[1] = account.id();
    all[2] = operation;
    all[3] = known;
    System.arraycopy(parts, 0, all, 4, parts.length);
    return all;
  }
}
