package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LendingPolicy;

/** Decides on loans and renewals. */
final class Lending {

  private final LendingPolicy policy;
  private final PatronRules patronRules;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;

  Lending(LendingPolicy policy, Facts facts, Origin origin, Instant now) {
    this.policy = policy;
    this.patronRules = new PatronRules(policy);
    this.facts = facts;
    this.origin = origin;
    this.now = now;
  }

  Decision checkout(Command.Checkout command) {
    return onKnown(
        command.patron(), command.item(), (patron, item) -> checkout(command, patron, item));
  }

  Decision renew(Command.Renew command) {
    return onKnown(
        command.patron(),
        command.item(),
        (patron, item) ->
            facts
                .loanOf(item.id())
                .filter(l -> l.patronId().equals(patron.id()))
                .map(loan -> renew(patron, item, loan))
                .orElseGet(() ->
                    refused(
                        item,
                        null,
                        List.of(
                            new Check(
                                RefusalReason.NOT_ON_LOAN_TO_PATRON,
                                new Why("loan-of-patron", "loan.patron", "item", item.barcode()),
                                "no loan of this patron",
                                true)))));
  }

  private interface OnKnown {
    Decision decide(PatronFacts patron, ItemFacts item);
  }

  private Decision onKnown(String identifier, String barcode, OnKnown decision) {
    var item = facts.item(barcode);
    var patron = facts.patron(identifier);
    if (patron.isEmpty()) {
      return Decision.refusal(
          new CheckoutOutcome.Refused(
              now,
              RefusalReason.PATRON_UNKNOWN,
              barcode,
              item.map(this::shown).orElse(null),
              null,
              PatronRules.UNKNOWN_PATRON),
          RefusalReason.PATRON_UNKNOWN,
          PatronRules.UNKNOWN_PATRON);
    }
    if (item.isEmpty()) {
      var why = Returning.unknownItem(barcode);
      return Decision.refusal(
          new CheckoutOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, barcode, null, null, why),
          RefusalReason.ITEM_UNKNOWN,
          why);
    }
    return decision.decide(patron.get(), item.get());
  }

  private Decision checkout(Command.Checkout command, PatronFacts patron, ItemFacts item) {
    var loan = facts.loanOf(item.id());
    if (loan.isPresent() && loan.get().patronId().equals(patron.id())) {
      return command.renewIfOnLoan()
          ? renew(patron, item, loan.get())
          : refused(
              item,
              loan.get().due(),
              List.of(
                  new Check(
                      RefusalReason.ON_LOAN_TO_SAME_PATRON,
                      new Why("one-loan-per-item", "loan.patron", "item", item.barcode()),
                      "on loan to this patron",
                      true)));
    }
    var checks = checks(patron, item, loan);
    var broken = Check.broken(checks);
    var recorded = command.asRecorded();
    if (!broken.isEmpty() && recorded == null) {
      return refused(item, null, checks);
    }
    var category = category(item);
    var at = recorded == null || recorded.at().isAfter(now) ? now : recorded.at();
    var given = recorded == null ? null : recorded.due();
    var due = given == null ? due(category, at) : given;
    var made =
        new LoanFacts(
            Uuids.next(now),
            item.id(),
            patron.id(),
            command.patron(),
            at,
            due,
            recorded == null ? 0 : recorded.renewals());
    var rules = broken.stream().map(Check::why).toList();

    var effects = new ArrayList<Effect>();
    loan.ifPresent(
        other -> effects.add(new Effect.LoanClosed(other, later(other.at(), at), origin.branch())));
    effects.add(new Effect.LoanOpened(made, origin.branch(), rules));
    effects.add(new Effect.ItemMoved(item.id(), ItemStatus.ON_LOAN, origin.branch(), null));
    Optional.ofNullable(item.holdId())
        .flatMap(facts::hold)
        .filter(h -> !h.patronId().equals(patron.id()))
        .ifPresent(h -> effects.add(new Effect.HoldChanged(h.waitingAgain(), at)));
    facts
        .open(item.recordId())
        .filter(h -> h.patronId().equals(patron.id()))
        .filter(h -> h.state() == HoldState.WAITING || item.id().equals(h.itemId()))
        .forEach(
            h -> effects.add(new Effect.HoldChanged(h.bound(HoldState.FULFILLED, item.id()), at)));
    var granted =
        new CheckoutOutcome.Granted(
            now, made.id(), shown(item), due, false, rules, loanPeriod(category));
    return new Decision(granted, effects, checks);
  }

  private Decision renew(PatronFacts patron, ItemFacts item, LoanFacts loan) {
    var category = category(item);
    var checks = new ArrayList<>(patronRules.checks(patron, now));
    checks.add(
        new Check(
            RefusalReason.TOO_MANY_RENEWALS,
            inCategory("maximum-renewals", "renewals", category, category.renewals()),
            loan.renewals() + " renewals",
            loan.renewals() >= category.renewals()));
    checks.add(queue(patron, item));
    if (!Check.broken(checks).isEmpty()) {
      return refused(item, loan.due(), checks);
    }
    var due = later(loan.due(), due(category, now));
    var renewed =
        new LoanFacts(
            loan.id(),
            loan.itemId(),
            loan.patronId(),
            loan.patron(),
            loan.at(),
            due,
            loan.renewals() + 1);
    return new Decision(
        new CheckoutOutcome.Granted(
            now, loan.id(), shown(item), due, true, List.of(), loanPeriod(category)),
        List.of(new Effect.LoanRenewed(renewed, now)),
        checks);
  }

  /** The rules that a loan has to keep, the weightiest first. */
  private List<Check> checks(PatronFacts patron, ItemFacts item, Optional<LoanFacts> loan) {
    var checks = new ArrayList<>(patronRules.checks(patron, now));
    var category = category(item);
    checks.add(patronRules.oneMoreLoan(patron));
    checks.add(
        new Check(
            RefusalReason.ON_LOAN_TO_ANOTHER,
            new Why("one-loan-per-item", "loan.patron", "item", item.barcode()),
            loan.isPresent() ? "on loan to another patron" : "not on loan",
            loan.isPresent()));
    checks.add(
        new Check(
            RefusalReason.ITEM_NOT_FOR_LOAN,
            new Why(
                "for-loan",
                "item-category.for-loan",
                level(category),
                Boolean.toString(category.forLoan())),
            "a loan",
            !category.forLoan()));
    checks.add(
        new Check(
            RefusalReason.ITEM_NOT_READY,
            new Why("item-ready", "item.status", "item", item.status().name()),
            item.status().name(),
            switch (item.status()) {
              case ON_ORDER, IN_PROCESS -> true;
              case AVAILABLE, ON_LOAN, ON_HOLD_SHELF, IN_TRANSIT, TO_BE_RESHELVED, MISSING, LOST ->
                  false;
            }));
    checks.add(queue(patron, item));
    return checks;
  }

  /** The rule that who waits longer is served first. */
  private Check queue(PatronFacts patron, ItemFacts item) {
    var setAside = Optional.ofNullable(item.holdId()).flatMap(facts::hold);
    var first =
        setAside.isPresent() ? setAside : facts.waiting(item.recordId()).stream().findFirst();
    var state = first.map(h -> h.state().name()).orElse("NONE");
    var isOwn = first.filter(h -> h.patronId().equals(patron.id())).isPresent();
    return new Check(
        RefusalReason.HELD_FOR_ANOTHER,
        new Why("holds-first", "hold.queue", "title " + item.record(), state),
        first.isEmpty() ? "nobody waits" : isOwn ? "this patron's turn" : "another patron's turn",
        first.isPresent() && !isOwn);
  }

  /** Refuses by the first rule that is broken. */
  private Decision refused(ItemFacts item, @Nullable Instant due, List<Check> checks) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(
        new CheckoutOutcome.Refused(
            now, first.reason(), item.barcode(), shown(item), due, first.why()),
        checks);
  }

  private ItemShown shown(ItemFacts item) {
    return ItemShown.of(item, policy);
  }

  private ItemCategory category(ItemFacts item) {
    return ItemShown.category(item, policy);
  }

  private Instant due(ItemCategory category, Instant from) {
    return policy
        .calendar(origin.branch())
        .dueDate(from, category.loanDays(), policy.tenant().zone());
  }

  private static Why loanPeriod(ItemCategory category) {
    return inCategory("loan-period", "loan-days", category, category.loanDays());
  }

  private static Why inCategory(String rule, String setting, ItemCategory category, int value) {
    return new Why(rule, "item-category." + setting, level(category), Integer.toString(value));
  }

  private static String level(ItemCategory category) {
    return "item category " + category.code();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
