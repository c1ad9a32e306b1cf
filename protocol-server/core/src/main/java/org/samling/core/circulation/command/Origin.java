package org.samling.core.circulation.command;

import java.time.Instant;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.TenantId;

/**
 * Where a command comes from. It is never taken from the message itself: the tenant, actor, branch
 * and bounds are those of the account that is logged in.
 *
 * @param tenant the tenant within which the command acts
 * @param key the key by which a repetition is recognised
 * @param actor who issues it: the name of an account or a job
 * @param branch the code of the branch where it happens
 * @param deadline when nobody waits for the outcome any more; a command not begun by then is not
 *     executed
 * @param bounds the part of the library that it may see and change; what lies outside is decided on
 *     as if it were not there
 */
public record Origin(
    TenantId tenant, CommandKey key, String actor, String branch, Instant deadline, Bounds bounds) {

  /** An origin within the bounds of whoever asks on this thread. */
  public Origin(TenantId tenant, CommandKey key, String actor, String branch, Instant deadline) {
    this(tenant, key, actor, branch, deadline, Bounds.now());
  }

  /** The same at another branch. */
  public Origin at(String other) {
    return new Origin(tenant, key, actor, other, deadline, bounds);
  }
}
