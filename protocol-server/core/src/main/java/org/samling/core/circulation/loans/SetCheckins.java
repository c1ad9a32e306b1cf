package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.samling.core.circulation.bookings.BookingDesk;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.SetStanding;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.policy.Setting;

/** Decides on returns of sets, and reports which items of a set are missing. */
public final class SetCheckins {

  private final DecisionContext context;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;

  public SetCheckins(DecisionContext context, Facts facts, Origin origin) {
    this.context = context;
    this.facts = facts;
    this.origin = origin;
    this.now = context.now();
  }

  /** Returns a set by its own barcode: whole, or item by item, as the branch has set. */
  public Decision checkin(LoanCommand.Checkin command, SetFacts set) {
    return context.setting(Setting.SET_RETURN_WHOLE).value()
        ? takeIn(set, Set.of(), command.at(), command.handling())
        : new Decision(
            new CheckinOutcome.SetReturned(
                now, standing(set, Set.of(), Set.of()), destination(set, List.of()), List.of()),
            List.of(),
            List.of());
  }

  /** Returns a set except for the items named as missing. */
  public Decision checkin(LoanCommand.CheckinSet command) {
    var set = SetDesk.named(command.item(), facts);
    if (set.isEmpty()) {
      var unknown = SetDesk.unknown(command.item());
      return Decision.refusal(
          new CheckinOutcome.Refused(now, unknown.reason(), command.item(), unknown.why()),
          List.of(unknown));
    }
    var missing = new HashSet<UUID>();
    for (var barcode : command.missing()) {
      var item = facts.item(barcode).filter(i -> set.get().items().contains(i.id()));
      if (item.isEmpty()) {
        var why =
            new DecisionReason("item-of-set", "item.part-of-set", "set " + command.item(), barcode);
        return Decision.refusal(
            new CheckinOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, barcode, why),
            RefusalReason.ITEM_UNKNOWN,
            why);
      }
      missing.add(item.get().id());
    }
    return takeIn(set.get(), missing, command.at(), ReturnHandling.USUAL);
  }

  /** Each return takes the earlier ones into account: items returned together cost one late fee. */
  private Decision takeIn(SetFacts set, Set<UUID> missing, Instant at, ReturnHandling handling) {
    var returned = new ArrayList<CheckinOutcome.Returned>();
    var from = new HashSet<UUID>();
    var effects = new ArrayList<Effect>();
    var checks = new ArrayList<Check>();
    for (var item : SetDesk.items(set, facts)) {
      var loan = facts.loanOf(item.id());
      var isWithIt =
          !missing.contains(item.id())
              && loan.map(l -> l.lostAt() == null && l.claimedReturnedAt() == null)
                  .orElse(item.status() == ItemStatus.IN_TRANSIT);
      if (isWithIt) {
        var decision =
            new Checkins(context, facts, origin)
                .checkin(new LoanCommand.Checkin(origin, item.barcode(), at, handling), item);
        if (decision.outcome() instanceof CheckinOutcome.Returned one) {
          returned.add(one);
          loan.ifPresent(l -> from.add(l.patronId()));
          decision = BookingDesk.following(decision, facts, now);
          decision.effects().forEach(facts::apply);
          effects.addAll(decision.effects());
          checks.addAll(decision.checks());
        }
      }
    }
    return new Decision(
        new CheckinOutcome.SetReturned(
            now, standing(set, from, missing), destination(set, returned), returned),
        effects,
        checks,
        true);
  }

  /** Where most of what was returned goes; where most items belong if nothing was returned. */
  private String destination(SetFacts set, List<CheckinOutcome.Returned> returned) {
    var branches = returned.stream().map(one -> one.destination().branch()).toList();
    if (branches.isEmpty()) {
      branches = SetDesk.items(set, facts).stream().map(ItemFacts::home).toList();
    }
    var counts = new LinkedHashMap<String, Integer>();
    branches.forEach(branch -> counts.merge(branch, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(origin.branch());
  }

  /**
   * How complete a set is.
   *
   * @param from the patrons whose loans count as missing; if empty, anybody's do
   * @param missing the items known to be missing
   */
  SetStanding standing(SetFacts set, Set<UUID> from, Set<UUID> missing) {
    var not =
        SetDesk.items(set, facts).stream()
            .filter(item -> missing.contains(item.id()) || isMissing(item, from))
            .map(ItemFacts::barcode)
            .toList();
    return new SetStanding(set.barcode(), set.name(), set.items().size(), not);
  }

  private boolean isMissing(ItemFacts item, Set<UUID> from) {
    return switch (item.status()) {
      case MISSING, CLAIMED_RETURNED, LOST, DISCARDED -> true;
      case ON_LOAN ->
          facts
              .loanOf(item.id())
              .filter(loan -> from.isEmpty() || from.contains(loan.patronId()))
              .isPresent();
      case AVAILABLE, SET_ASIDE, ON_HOLD_SHELF, IN_TRANSIT, TO_BE_RESHELVED, ON_ORDER, IN_PROCESS ->
          false;
    };
  }
}
