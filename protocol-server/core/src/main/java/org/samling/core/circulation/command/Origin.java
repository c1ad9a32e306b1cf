package org.samling.core.circulation.command;

import java.time.Instant;
import org.samling.core.organisation.TenantId;

/**
 * Where a command comes from. It never comes out of the message itself: the tenant, the actor and
 * the branch are those of the account that was logged in.
 *
 * @param tenant the tenant within which the command acts
 * @param key what makes a repetition of it recognisable
 * @param actor who gives it: an account's name, or the name of a job
 * @param branch the code of the branch where it happens
 * @param deadline when nobody waits for the outcome any more; a command that was not begun by then
 *     is not done
 */
public record Origin(
    TenantId tenant, CommandKey key, String actor, String branch, Instant deadline) {}
