package org.samling.core.circulation;

import java.time.Instant;
import org.samling.core.organisation.LendingPolicy;

/**
 * The desk: decides on commands, one after another, by the tenant's policy and what is known. A
 * decision changes nothing but the facts at hand; writing it is the store's part.
 */
public final class Desk {

  private final LendingPolicy policy;
  private final Facts facts;

  /**
   * Opens a desk for one batch of commands.
   *
   * @param policy what the tenant lends by
   * @param facts what is known of the patrons, items and titles that the commands name
   */
  public Desk(LendingPolicy policy, Facts facts) {
    this.policy = policy;
    this.facts = facts;
  }

  /**
   * Decides on a command and takes the effects into the facts.
   *
   * @param command the command
   * @param now the server's time
   */
  public Decision decide(Command<?> command, Instant now) {
    var decision =
        switch (command) {
          case Command.Checkout c -> new Lending(policy, facts, c.origin(), now).checkout(c);
          case Command.Renew r -> new Lending(policy, facts, r.origin(), now).renew(r);
          case Command.Checkin c -> new Returning(policy, facts, c.origin(), now).checkin(c);
          case Command.PlaceHold h -> new Holding(policy, facts, now).place(h);
          case Command.CancelHold h -> new Holding(policy, facts, now).cancel(h);
          case Command.ExpireHold h -> new Holding(policy, facts, now).expire(h);
          case Command.ChargeFee f -> new Charging(facts, now).charge(f);
        };
    decision.effects().forEach(facts::apply);
    return decision;
  }
}
