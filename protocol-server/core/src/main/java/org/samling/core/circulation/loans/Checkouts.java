package org.samling.core.circulation.loans;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.bookings.BookingClaims;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.DueDate;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.fees.LendingFees;
import org.samling.core.circulation.holds.HoldChanges;
import org.samling.core.circulation.holds.HoldPriority;
import org.samling.core.circulation.holds.HoldQueue;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.patrons.Groups;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.circulation.rules.LenderTerms;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/** Decides on loans and renewals. */
public final class Checkouts {

  private final DecisionContext context;
  private final PatronRules patronRules;
  private final HoldQueue queue;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;
  private final BookingClaims claims;
  private final long accepted;
  private final LendingFees fees;
  private final boolean isOfSet;

  public Checkouts(DecisionContext context, Facts facts, Origin origin) {
    this(context, facts, origin, 0);
  }

  /**
   * Decides on loans.
   *
   * @param accepted the highest fee that the patron accepts, in minor units
   */
  public Checkouts(DecisionContext context, Facts facts, Origin origin, long accepted) {
    this(context, facts, origin, accepted, false);
  }

  /**
   * Decides on loans.
   *
   * @param isOfSet whether items are lent as part of their set, and not by themselves
   */
  private Checkouts(
      DecisionContext context, Facts facts, Origin origin, long accepted, boolean isOfSet) {
    this.context = context;
    this.accepted = accepted;
    this.fees = new LendingFees(context, facts, accepted);
    this.isOfSet = isOfSet;
    this.claims = new BookingClaims(context, facts);
    this.patronRules = new PatronRules(context);
    this.queue = new HoldQueue(context, facts);
    this.facts = facts;
    this.origin = origin;
    this.now = context.now();
  }

  public Decision checkout(LoanCommand.Checkout command) {
    return onSet(
            command.patron(),
            command.item(),
            lending -> (patron, item) -> lending.checkout(command, patron, item))
        .orElseGet(() ->
            onKnown(
                command.patron(),
                command.item(),
                (patron, item) -> checkout(command, patron, item)));
  }

  public Decision renew(LoanCommand.Renew command) {
    var override = command.override();
    return onSet(
            command.patron(),
            command.item(),
            lending -> (patron, item) -> lending.renewKnown(patron, item, override))
        .orElseGet(() ->
            onKnown(
                command.patron(),
                command.item(),
                (patron, item) -> renewKnown(patron, item, override)));
  }

  private Decision renewKnown(
      PatronFacts patron, ItemFacts item, LoanCommand.@Nullable RuleOverride override) {
    return facts
        .loanOf(item.id())
        .filter(l -> l.patronId().equals(patron.id()) && facts.seen().branch(l.branch()))
        .map(loan -> renew(patron, item, loan, override))
        .orElseGet(() -> refused(item, null, List.of(notOnLoanTo(item))));
  }

  /** Decides on a whole set; empty if the barcode is no set's or the patron is unknown. */
  private Optional<Decision> onSet(
      String identifier,
      String barcode,
      Function<Checkouts, BiFunction<PatronFacts, ItemFacts, Decision>> each) {
    return SetDesk.named(barcode, facts)
        .flatMap(set ->
            facts
                .patron(identifier)
                .map(patron ->
                    new SetCheckouts(facts, now)
                        .decide(
                            patron,
                            set,
                            each.apply(new Checkouts(context, facts, origin, accepted, true)))));
  }

  /** The rule that patrons can renew or undo only their own loans. */
  public static Check notOnLoanTo(ItemFacts item) {
    return new Check(
        RefusalReason.NOT_ON_LOAN_TO_PATRON,
        new DecisionReason("loan-of-patron", "loan.patron", "item", item.barcode()),
        "no loan of this patron",
        true);
  }

  private interface OnKnown {
    Decision decide(PatronFacts patron, ItemFacts item);
  }

  private Decision onKnown(String identifier, String barcode, OnKnown decision) {
    var item = facts.item(barcode);
    var patron = facts.patron(identifier);
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(identifier);
      return Decision.refusal(
          new CheckoutOutcome.Refused(
              now, nobody.reason(), barcode, item.map(this::shown).orElse(null), nobody.why()),
          nobody.reason(),
          nobody.why());
    }
    if (item.isEmpty()) {
      var why = ItemRules.unknown(barcode);
      return Decision.refusal(
          new CheckoutOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, barcode, null, why),
          RefusalReason.ITEM_UNKNOWN,
          why);
    }
    return decision.decide(patron.get(), item.get());
  }

  private Decision checkout(LoanCommand.Checkout command, PatronFacts patron, ItemFacts item) {
    var loan = facts.loanOf(item.id());
    if (loan.isPresent() && loan.get().patronId().equals(patron.id())) {
      return isOfSet && LoanRules.isThere(item).isBroken()
          ? refused(item, loan.get().due(), List.of(LoanRules.isThere(item)))
          : again(command, patron, item, loan.get());
    }
    var checks = new ArrayList<>(checks(patron, item, loan));
    checks.addAll(new Groups(context, facts).borrower(patron, command));
    var recorded = command.asRecorded();
    var cost =
        recorded == null ? fees.of(FeeType.LOAN, patron, item) : Optional.<LendingFees.Cost>empty();
    var barring = barring(checks, command.override(), cost);
    if (barring.isPresent() && recorded == null) {
      return refused(item, null, checks, barring.get(), cost);
    }
    var at = recorded == null || recorded.at().isAfter(now) ? now : recorded.at();
    var usual = due(patron, item, Term.LOAN_DAYS, at);
    var given = recorded == null ? null : recorded.due();
    var claim = claims.loan(patron, item, usual);
    var due = given == null ? claim.due() : context.explicitDue(given, usual.why());
    var own = own(patron, item);
    var made =
        LoanFacts.begun(
                Uuids.next(now), item, patron.id(), patron.identifier(), origin.branch(), at, due)
            .renewedBefore(recorded == null ? 0 : recorded.renewals())
            .fulfilling(own);
    var rules = Check.broken(checks).stream().map(Check::why).toList();
    var fee = cost.map(LendingFees.Cost::charged).orElse(null);

    var effects = new ArrayList<Effect>();
    loan.ifPresent(other ->
        effects.add(new LoanEffect.LoanClosed(other, later(other.at(), at), origin.branch())));
    effects.add(new LoanEffect.LoanOpened(made, rules));
    effects.addAll(claim.effects());
    effects.addAll(Moves.to(item, ItemStatus.ON_LOAN, origin.branch(), now));
    queue
        .setAside(item)
        .filter(h -> !h.patronId().equals(patron.id()))
        .ifPresent(h -> effects.add(new HoldEffect.HoldChanged(h.waitingAgain(), at)));
    own.ifPresent(hold -> {
      effects.add(new HoldEffect.HoldChanged(hold.bound(HoldState.FULFILLED, item.id()), at));
      effects.addAll(HoldChanges.endGroup(facts, hold, at));
    });
    if (fee != null) {
      effects.addAll(fees.charge(fee, patron, item.id(), made.id()));
    }
    var granted =
        new CheckoutOutcome.Granted(
            now, made.id(), shown(item), made.due(), false, rules, due.why(), fee);
    return new Decision(granted, effects, checks);
  }

  /**
   * The patron's hold that is fulfilled by lending them this item: the one for which it was set
   * aside, even if it was moved or catalogued otherwise since; or else of those that wait the one
   * for which it was fetched, or the first.
   */
  public Optional<HoldFacts> own(PatronFacts patron, ItemFacts item) {
    return queue
        .setAside(item)
        .filter(h -> h.patronId().equals(patron.id()))
        .or(() ->
            facts
                .open(item.recordId())
                .filter(h -> h.patronId().equals(patron.id()))
                .filter(h -> h.state() == HoldState.WAITING)
                .filter(h -> item.partOfSet() == null && h.wish().isFulfilledBy(item))
                .min(
                    Comparator.comparing((HoldFacts h) -> !item.id().equals(h.target()))
                        .thenComparing(HoldFacts.QUEUE)));
  }

  /**
   * Decides on an item the patron already has: a repeat scan in one visit, a renewal, or a refusal.
   */
  private Decision again(
      LoanCommand.Checkout command, PatronFacts patron, ItemFacts item, LoanFacts loan) {
    var visit = context.setting(Setting.LOAN_VISIT_MINUTES);
    var renewal = loan.renewal();
    var touched = renewal == null ? loan.at() : renewal.at();
    var touchedAt = renewal == null ? loan.branch() : renewal.branch();
    if (!command.renewIfOnLoan()) {
      return refused(
          item,
          loan.due(),
          List.of(
              new Check(
                  RefusalReason.ON_LOAN_TO_SAME_PATRON,
                  new DecisionReason("one-loan-per-item", "loan.patron", "item", item.barcode()),
                  "on loan to this patron",
                  true)));
    }
    var isSameVisit =
        command.asRecorded() == null
            && touchedAt.equals(origin.branch())
            && now.isBefore(touched.plus(Duration.ofMinutes(visit.value())));
    if (!isSameVisit) {
      return renew(patron, item, loan, command.override());
    }
    return unchanged(item, loan, DecisionContext.why("same-visit", visit), List.of());
  }

  /** Grants what is the case already: nothing is renewed, and no renewal is used. */
  private Decision unchanged(
      ItemFacts item, LoanFacts loan, DecisionReason why, List<Check> checks) {
    return new Decision(
        new CheckoutOutcome.Granted(now, loan.id(), shown(item), loan.due(), false, List.of(), why),
        List.of(),
        checks);
  }

  private Decision renew(
      PatronFacts patron,
      ItemFacts item,
      LoanFacts loan,
      LoanCommand.@Nullable RuleOverride override) {
    var checks = renewalChecks(patron, item, loan);
    var claim = claims.renewal(item, loan, renewedDue(patron, item, now));
    var due = claim.due();
    var before = new DueDate(loan.due(), loan.unstoppedDue(), due.why());
    var longer = DueDate.later(before, due);
    var isLonger = gainsADay(before, longer);
    var cost =
        isLonger ? fees.of(FeeType.RENEWAL, patron, item) : Optional.<LendingFees.Cost>empty();
    var barring = barring(checks, override, cost);
    if (barring.isPresent()) {
      var refused = refused(item, loan.due(), checks, barring.get(), cost);
      return barring.get().reason() == RefusalReason.LENDER_ASKED
          ? new Decision(refused.outcome(), List.of(new LoanEffect.LenderAsked(loan, now)), checks)
          : refused;
    }
    if (!isLonger) {
      var until = context.policy().day(loan.due()).toString();
      return unchanged(
          item, loan, new DecisionReason("renewal-gains", "loan.due", "loan", until), checks);
    }
    var broken = Check.broken(checks).stream().map(Check::why).toList();
    var renewed =
        loan.renewed(
            longer, new LoanFacts.Renewal(now, origin.branch(), loan.due(), loan.unstoppedDue()));
    var fee = cost.map(LendingFees.Cost::charged).orElse(null);
    var effects = new ArrayList<Effect>();
    effects.add(new LoanEffect.LoanRenewed(renewed, now));
    effects.addAll(claim.effects());
    if (fee != null) {
      effects.addAll(fees.charge(fee, patron, item.id(), loan.id()));
    }
    return new Decision(
        new CheckoutOutcome.Granted(
            now, loan.id(), shown(item), renewed.due(), true, broken, due.why(), fee),
        effects,
        checks);
  }

  /** Whether a renewed loan is due on a later day than before, now or once the stops are over. */
  private boolean gainsADay(DueDate before, DueDate after) {
    var policy = context.policy();
    var planned = policy.endOfDayWithoutStops(context.place(), policy.day(before.planned()));
    return policy.day(after.at()).isAfter(policy.day(before.at()))
        || policy.day(after.planned()).isAfter(policy.day(planned));
  }

  /** The rules for a renewal, most important first. */
  public List<Check> renewalChecks(PatronFacts patron, ItemFacts item, LoanFacts loan) {
    var circumstances = context.of(patron, item);
    var checks = new ArrayList<>(patronRules.checks(patron));
    var renewals = context.get(Term.RENEWALS, circumstances);
    checks.add(
        new Check(
            RefusalReason.TOO_MANY_RENEWALS,
            DecisionContext.why("maximum-renewals", renewals),
            loan.renewals() + " renewals",
            loan.renewals() >= renewals.value()));
    context
        .find(Term.RENEW_NOT_BEFORE, circumstances)
        .ifPresent(days -> checks.add(LoanRules.notTooEarly(context, days, loan)));
    checks.add(LoanRules.notRecalled(item, loan));
    checks.add(LoanRules.notClaimed(item, loan));
    if (item.borrowedFrom() != null) {
      checks.add(new LenderTerms(context).canBeLonger(item, loan, renewedDue(patron, item, now)));
    }
    if (isOfSet) {
      checks.add(LoanRules.isThere(item));
    }
    checks.add(new HoldPriority(context, facts).check(patron, item));
    checks.add(claims.renewal(item, loan, renewedDue(patron, item, now)).check());
    return checks;
  }

  /** The due date, by the policy, of a loan renewed at a given time. */
  public DueDate renewedDue(PatronFacts patron, ItemFacts item, Instant at) {
    var isSaid = context.find(Term.RENEWAL_DAYS, context.of(patron, item)).isPresent();
    return due(patron, item, isSaid ? Term.RENEWAL_DAYS : Term.LOAN_DAYS, at);
  }

  /** The rules for a loan, most important first. */
  public List<Check> checks(PatronFacts patron, ItemFacts item, Optional<LoanFacts> loan) {
    var checks = new ArrayList<>(patronRules.checks(patron));
    checks.addAll(patronRules.oneMoreLoan(patron, item));
    checks.add(
        new Check(
            RefusalReason.ON_LOAN_TO_ANOTHER,
            new DecisionReason("one-loan-per-item", "loan.patron", "item", item.barcode()),
            loan.isPresent() ? "on loan to another patron" : "not on loan",
            loan.isPresent()));
    var forLoan = context.get(Term.FOR_LOAN, context.of(patron, item));
    checks.add(
        new Check(
            RefusalReason.ITEM_NOT_FOR_LOAN,
            DecisionContext.why("for-loan", forLoan),
            "a loan",
            !forLoan.value()));
    checks.add(LoanRules.isReady(item));
    if (item.dueToLender() != null) {
      checks.add(new LenderTerms(context).isNotWantedBack(item));
    }
    if (isOfSet) {
      checks.add(LoanRules.isThere(item));
    } else if (item.partOfSet() != null) {
      checks.add(
          new Check(
              RefusalReason.PART_OF_SET,
              new DecisionReason("lent-with-set", "item.part-of-set", "item", item.partOfSet()),
              "by itself",
              true));
    }
    var claim = claims.loan(patron, item, due(patron, item, Term.LOAN_DAYS, now));
    if (!claim.isOwn() || item.holdId() != null) {
      checks.add(new HoldPriority(context, facts).check(patron, item));
    }
    checks.add(claim.check());
    return checks;
  }

  /**
   * The first rule that is broken and not overridden; the last is that the fee is agreed to, which
   * is added to the checks.
   */
  private Optional<Check> barring(
      List<Check> checks,
      LoanCommand.@Nullable RuleOverride override,
      Optional<LendingFees.Cost> cost) {
    if (cost.isPresent()) {
      if (barring(checks, override).isEmpty()) {
        fees.count(cost.get());
      }
      checks.add(cost.get().check());
    }
    return barring(checks, override);
  }

  private static Optional<Check> barring(
      List<Check> checks, LoanCommand.@Nullable RuleOverride override) {
    return Check.broken(checks).stream()
        .filter(check ->
            override == null
                || override.rules().stream().noneMatch(rule -> rule.overrides(check.reason())))
        .findFirst();
  }

  /** Refuses by the first rule that is broken. */
  private Decision refused(ItemFacts item, @Nullable Instant due, List<Check> checks) {
    return refused(item, due, checks, Check.broken(checks).getFirst(), Optional.empty());
  }

  private Decision refused(
      ItemFacts item,
      @Nullable Instant due,
      List<Check> checks,
      Check first,
      Optional<LendingFees.Cost> cost) {
    return Decision.refusal(
        new CheckoutOutcome.Refused(
            now,
            first.reason(),
            item.barcode(),
            shown(item),
            due,
            first.why(),
            LendingFees.Cost.missing(cost.stream().toList(), first)),
        checks);
  }

  private ItemView shown(ItemFacts item) {
    return ItemView.of(item, context.policy());
  }

  /** The due date, by the policy, of a loan or renewal that begins at a given time. */
  public DueDate due(PatronFacts patron, ItemFacts item, Term<Integer> period, Instant from) {
    return new LenderTerms(context).bounded(item, usualDue(patron, item, period, from));
  }

  private DueDate usualDue(PatronFacts patron, ItemFacts item, Term<Integer> period, Instant from) {
    var circumstances = context.of(patron, item);
    var begins = context.policy().day(from);
    var fixed =
        context.find(Term.FIXED_DUE, circumstances).filter(day -> day.value().isAfter(begins));
    if (fixed.isPresent()) {
      return context.due(fixed.get().value(), DecisionContext.why("fixed-due", fixed.get()));
    }
    var days = context.get(period, circumstances);
    return context.due(begins.plusDays(days.value()), DecisionContext.why("loan-period", days));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
