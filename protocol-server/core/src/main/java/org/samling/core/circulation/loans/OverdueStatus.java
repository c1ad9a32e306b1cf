package org.samling.core.circulation.loans;

import java.util.List;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.Lateness;
import org.samling.core.policy.Setting;

/** Decides on marking loans as overdue. */
public final class OverdueStatus {

  private final DecisionContext context;
  private final Facts facts;
  private final LoanChanges changes;

  public OverdueStatus(DecisionContext context, Facts facts, LoanChanges changes) {
    this.context = context;
    this.facts = facts;
    this.changes = changes;
  }

  public Decision mark(LoanCommand.MarkOverdue command) {
    return changes.onLoan(
        command.item(),
        (item, loan) -> {
          var step = step(item, loan);
          var told = facts.overdueStep(loan);
          var checks =
              List.of(
                  Lateness.notClaimed(loan),
                  new Check(
                      RefusalReason.NOT_OVERDUE,
                      new DecisionReason(
                          "overdue-step",
                          "loan.overdue-step",
                          "loan " + loan.id(),
                          Integer.toString(told)),
                      "step " + step,
                      step <= told));
          return Check.broken(checks).isEmpty()
              ? changes.changed(
                  item, loan, checks, new LoanEffect.LoanMarkedOverdue(loan, step, context.now()))
              : changes.refused(item, checks);
        });
  }

  private int step(ItemFacts item, LoanFacts loan) {
    var now = context.now();
    return facts
        .patron(loan.patronId())
        .map(patron -> step(Lateness.of(context.policy(), now, patron, item, loan, now), loan))
        .orElse(0);
  }

  /**
   * The overdue step: by the notice days set at the loan's branch, or else by the steps of the fee.
   */
  private int step(Lateness late, LoanFacts loan) {
    var days = context.at(loan.branch()).setting(Setting.NOTICE_OVERDUE_DAYS).value();
    return days.isEmpty()
        ? late.step()
        : (int) days.stream().filter(day -> day <= late.days()).count();
  }
}
