package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.Sight;
import org.samling.core.policy.Term;

/** Looks up every term in the policy matrix, with the rules that were passed over. */
public final class TermRules {

  private TermRules() {}

  /**
   * Looks up the terms for the patron and the item that a command names, where they are known.
   *
   * @param now the server's time
   * @return every term, in the order of {@link Term#ALL}
   */
  public static List<LookupResult> of(
      Command<?> command, Facts facts, LendingPolicy policy, Instant now) {
    facts.lookThrough(Sight.of(policy, command.origin().bounds()));
    var context = new DecisionContext(policy, now, command.origin().branch());
    var patron = Optional.ofNullable(command.patron()).flatMap(facts::patron);
    var item = Optional.ofNullable(command.item()).flatMap(facts::item);
    var circumstances = context.of(patron.orElse(null), item.orElse(null));
    return Term.ALL.stream().map(t -> policy.matrix().explain(t, circumstances)).toList();
  }
}
