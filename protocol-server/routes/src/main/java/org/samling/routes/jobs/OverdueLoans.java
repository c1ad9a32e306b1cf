package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiFunction;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.Inquiries.OverdueLoan;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.Tenant;

/**
 * Walks the overdue loans, and submits a command for each that the command would change. The
 * command's key is made of the loan and the day, so that several nodes, or a run repeated after an
 * interruption, do nothing twice.
 */
final class OverdueLoans {

  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Inquiries inquiries;
  private final Commands commands;
  private final String actor;

  OverdueLoans(Inquiries inquiries, Commands commands, String actor) {
    this.inquiries = inquiries;
    this.commands = commands;
    this.actor = actor;
  }

  /**
   * Walks the loans of a tenant.
   *
   * @param command makes the command for a loan
   * @return for how many loans the command had an effect
   */
  <O extends Outcome> int walk(
      Tenant tenant, Instant now, BiFunction<Origin, OverdueLoan, Command<O>> command) {
    var done = 0;
    var day = now.atZone(tenant.zone()).toLocalDate();
    var found = inquiries.overdueLoans(tenant.id(), now, null, AT_ONCE);
    while (!found.isEmpty()) {
      var wanted =
          found.stream().map(loan -> command.apply(origin(tenant, day, loan), loan)).toList();
      for (var effective : inquiries.effective(tenant.id(), wanted)) {
        done += commands.outcome(effective) instanceof Refusal ? 0 : 1;
      }
      found = inquiries.overdueLoans(tenant.id(), now, found.getLast(), AT_ONCE);
    }
    return done;
  }

  private Origin origin(Tenant tenant, LocalDate day, OverdueLoan loan) {
    return new Origin(
        tenant.id(),
        CommandKey.of(CommandKey.MAX_WINDOW, actor, tenant.id(), loan.loan(), day),
        actor,
        loan.branch(),
        Instant.now().plus(DEADLINE));
  }
}
