package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.PartnerLibraries.Home;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/**
 * Lends items to partners that wait for them, without anybody lending them by hand: the check-in
 * that finds such a hold next in turn says where the item goes.
 */
final class PartnerShipments {

  private final DecisionContext context;
  private final Facts facts;
  private final Origin origin;
  private final Checkouts lending;

  PartnerShipments(DecisionContext context, Facts facts, Origin origin) {
    this.context = context;
    this.facts = facts;
    this.origin = origin;
    this.lending = new Checkouts(context, facts, origin);
  }

  /** Whether a hold is a partner's. */
  boolean isPartners(HoldFacts hold) {
    return context.policy().partners().home(hold.patronId()).isPresent();
  }

  /**
   * Whether nothing stands against a hold: a patron's own, or a partner's that may have the item.
   */
  boolean canBeFilled(HoldFacts hold, ItemFacts item) {
    return !isPartners(hold)
        || facts
            .patron(hold.patronId())
            .filter(
                partner -> Check.broken(lending.checks(partner, item, Optional.empty())).isEmpty())
            .isPresent();
  }

  /** Lends the item to the partner whose hold it fills. */
  Destination ship(HoldFacts hold, ItemFacts item, List<Effect> effects) {
    var now = context.now();
    var here = origin.branch();
    PatronFacts partner = facts.patron(hold.patronId()).orElseThrow();
    var loan =
        LoanFacts.begun(
                Uuids.next(now),
                item,
                partner.id(),
                partner.identifier(),
                here,
                now,
                lending.due(partner, item, Term.LOAN_DAYS, now))
            .fulfilling(Optional.of(hold));
    effects.add(new LoanEffect.LoanOpened(loan, List.of()));
    effects.addAll(Moves.to(item, ItemStatus.ON_LOAN, here, now));
    effects.add(new HoldEffect.HoldChanged(hold.bound(HoldState.FULFILLED, item.id()), now));
    return destination(hold.patronId(), hold.holder().delivery());
  }

  /**
   * Where an item goes that was shipped here a moment ago and is scanned once more, which is no
   * return; empty for any other loan.
   */
  Optional<Destination> shippedJustNow(LoanFacts loan) {
    var visit = context.setting(Setting.LOAN_VISIT_MINUTES).value();
    Instant until = loan.at().plusSeconds(60L * visit);
    return loan.fulfilled() != null
            && loan.branch().equals(origin.branch())
            && context.now().isBefore(until)
            && context.policy().partners().home(loan.patronId()).isPresent()
        ? Optional.of(destination(loan.patronId(), null))
        : Optional.empty();
  }

  private Destination destination(UUID partner, @Nullable String branch) {
    var name = context.policy().partners().home(partner).map(Home::name).orElse("");
    return new Destination.Partner(origin.branch(), branch == null ? name : name + ", " + branch);
  }
}
