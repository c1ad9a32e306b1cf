package org.samling.core.circulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.samling.core.patron.Consent;
import org.samling.core.policy.Setting;

/** Decides for how long loans that are over say whose they were. */
final class Retention {

  private final Grounds grounds;
  private final Facts facts;

  Retention(Grounds grounds, Facts facts) {
    this.grounds = grounds;
    this.facts = facts;
  }

  Decision detach(LoanCommand.DetachLoans command) {
    var patron = command.patronId();
    var keepsHistory =
        facts
            .details(patron)
            .map(details -> details.consents().contains(Consent.KEEP_HISTORICAL_LOAN_DATA))
            .orElse(false);
    var detached = new ArrayList<UUID>();
    var kept = new ArrayList<Effect.Retained>();
    for (var id : command.loans()) {
      facts
          .endedLoan(id)
          .filter(loan -> loan.patronId().equals(patron))
          .ifPresent(loan -> decide(loan, keepsHistory, detached, kept));
    }
    var effects = new ArrayList<Effect>();
    if (!detached.isEmpty()) {
      effects.add(new Effect.LoansDetached(detached, grounds.now()));
    }
    if (!kept.isEmpty()) {
      effects.add(new Effect.LoansRetained(kept, grounds.now()));
    }
    return new Decision(
        new RetentionOutcome(grounds.now(), detached.size(), kept.size()), effects, List.of());
  }

  private void decide(
      EndedLoan loan, boolean keepsHistory, List<UUID> detached, List<Effect.Retained> kept) {
    var policy = grounds.policy();
    var days = policy.setting(Setting.LOAN_RETENTION_DAYS, loan.branch(), grounds.today()).value();
    if (keepsHistory || loan.isOwedFor()) {
      kept.add(new Effect.Retained(loan.id(), null));
    } else if (policy.day(loan.counted()).plusDays(days).isBefore(grounds.today())) {
      detached.add(loan.id());
    } else if (!loan.counted().equals(loan.ended())) {
      kept.add(new Effect.Retained(loan.id(), loan.counted()));
    }
  }
}
