package org.samling.core.circulation.offline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemTimeline;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.fees.LateFees;
import org.samling.core.circulation.fees.LedgerEntries;
import org.samling.core.circulation.fees.LoanFees;
import org.samling.core.circulation.outcome.OfflineEvent;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.rules.DecisionContext;

/**
 * Works out what changes once one more event of an item is known: loans that turn out to have
 * ended, or been due, at another time, what that costs, and which returns and renewals belong to
 * which loan.
 */
public final class TimelineChanges {

  private final DecisionContext context;
  private final Facts facts;
  private final ItemFacts item;
  private final ItemTimeline before;
  private final ItemTimeline after;
  private final Instant now;
  private final Map<UUID, LoanFacts> loans = new HashMap<>();
  private final Map<UUID, OfflineEvent> events = new LinkedHashMap<>();
  private final Map<UUID, LedgerEntries> bookings = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();

  /**
   * Compares what was known with what is known now.
   *
   * @param before the item's timeline as known before
   * @param after the same, with one more loan, return or renewal
   */
  public TimelineChanges(
      DecisionContext context,
      Facts facts,
      ItemFacts item,
      ItemTimeline before,
      ItemTimeline after) {
    this.context = context;
    this.facts = facts;
    this.item = item;
    this.before = before;
    this.after = after;
    this.now = context.now();
  }

  /** The effects of learning of a loan, and of the rules that it broke. */
  public List<Effect> lent(LoanFacts made, List<DecisionReason> rules) {
    assign();
    after.loans().stream().filter(l -> !l.id().equals(made.id())).forEach(this::change);
    begin(made, rules);
    after.events().forEach(this::reassign);
    return finished();
  }

  /** The effects of learning of a return or renewal. */
  public List<Effect> effectsOf(OfflineEvent event) {
    assign();
    after.loans().forEach(this::change);
    after.events().stream().filter(e -> !e.id().equals(event.id())).forEach(this::reassign);
    if (event.isReturn()) {
      before.loans().forEach(this::keepLaterReturn);
    }
    return finished();
  }

  /** A return or renewal with the loan that it ends or lengthens, if one is known. */
  public OfflineEvent assigned(OfflineEvent event) {
    return events.getOrDefault(event.id(), event.ofNone());
  }

  /** A loan as corrected by what is now known. */
  public Optional<LoanFacts> loan(@Nullable UUID id) {
    return Optional.ofNullable(id).map(loans::get);
  }

  private List<Effect> finished() {
    for (var booking : bookings.values()) {
      booking.useCredit();
      effects.addAll(booking.effects());
    }
    return effects;
  }

  private void assign() {
    for (var lent : after.loans()) {
      after
          .ending(lent)
          .map(ItemTimeline.Ending::event)
          .ifPresent(event -> events.put(event.id(), event.of(lent.id(), null)));
      var loan = lent.loan();
      if (loan != null) {
        loans.put(lent.id(), renewed(loan, lent));
      }
    }
  }

  /** The loan with the renewals reported for it; also notes in these the due date before them. */
  private LoanFacts renewed(LoanFacts loan, ItemTimeline.Lent lent) {
    var was =
        before.events().stream()
            .filter(e -> !e.isReturn() && lent.id().equals(e.loanId()))
            .toList();
    var is =
        after.events().stream()
            .filter(e -> !e.isReturn())
            .filter(e -> after.loanExtendedBy(e).filter(l -> l.id().equals(lent.id())).isPresent())
            .sorted(Comparator.comparing(OfflineEvent::when).thenComparing(OfflineEvent::id))
            .toList();
    var known = new OfflineTransaction.Due(loan.due(), loan.unstoppedDue());
    var first =
        was.stream()
            .flatMap(e -> Stream.ofNullable(e.dueBefore()))
            .min(Comparator.naturalOrder())
            .map(due -> new OfflineTransaction.Due(due, null))
            .filter(due -> latest(due, was).at().equals(loan.due())) // else it was moved since
            .orElse(known);
    is.forEach(e -> events.put(e.id(), e.of(lent.id(), first.at())));
    if (ids(was).equals(ids(is))) {
      return loan;
    }
    var due = latest(first, is);
    return loan.renewedOffline(
        due.at(),
        due.unstopped(),
        loan.renewals() - was.size() + is.size(),
        last(loan, was, is, first));
  }

  /** The last renewal, with what is needed to undo it. */
  private static LoanFacts.@Nullable Renewal last(
      LoanFacts loan, List<OfflineEvent> was, List<OfflineEvent> is, OfflineTransaction.Due first) {
    var live =
        Optional.ofNullable(loan.renewal())
            .filter(renewal -> was.stream().noneMatch(e -> e.when().equals(renewal.at())));
    if (is.isEmpty()) {
      return live.orElse(null);
    }
    var last = is.getLast();
    var others = latest(first, is.subList(0, is.size() - 1));
    return live.filter(renewal -> renewal.at().isAfter(last.when()))
        .map(renewal ->
            new LoanFacts.Renewal(renewal.at(), renewal.branch(), latest(first, is).at(), null))
        .orElseGet(() ->
            new LoanFacts.Renewal(last.when(), last.branch(), others.at(), others.unstopped()));
  }

  private static OfflineTransaction.Due latest(
      OfflineTransaction.Due first, List<OfflineEvent> renewals) {
    return Stream.concat(
            Stream.of(first), renewals.stream().flatMap(e -> Stream.ofNullable(e.due())))
        .max(Comparator.comparing(OfflineTransaction.Due::at))
        .orElse(first);
  }

  private static List<UUID> ids(List<OfflineEvent> events) {
    return events.stream().map(OfflineEvent::id).sorted().toList();
  }

  private void begin(LoanFacts made, List<DecisionReason> rules) {
    var loan = loans.getOrDefault(made.id(), made);
    after
        .ending(ItemTimeline.Lent.ofReported(made))
        .map(ItemTimeline.Ending::end)
        .ifPresentOrElse(
            end -> {
              effects.add(new LoanEffect.LoanRecorded(loan, rules, end));
              charge(loan, loan, end, null);
            },
            () -> effects.add(new LoanEffect.LoanOpened(loan, rules)));
  }

  /** Corrects a known loan whose end or due date turns out to be different. */
  private void change(ItemTimeline.Lent lent) {
    var loan = lent.loan();
    if (loan == null) {
      return;
    }
    var truth = loans.getOrDefault(lent.id(), loan);
    var end = after.ending(lent).map(ItemTimeline.Ending::end);
    var isEndMoved = !end.equals(before.ending(lent).map(ItemTimeline.Ending::end));
    var isMoved = isEndMoved && end.isPresent();
    var was = lent.end();
    if (!isMoved && truth.equals(loan)) {
      return;
    }
    if (was == null && !truth.equals(loan)) {
      effects.add(
          truth.renewals() < loan.renewals()
              ? new LoanEffect.LoanRenewalUndone(truth, now)
              : new LoanEffect.LoanRenewed(truth, now));
    }
    var is = isMoved ? end.get() : was;
    if (was == null && is != null) {
      effects.add(
          is.isElsewhere()
              ? new LoanEffect.LoanClosedElsewhere(truth, is.at(), is.place())
              : new LoanEffect.LoanClosed(truth, is.at(), is.place()));
    } else if (is != null) {
      effects.add(new LoanEffect.LoanCorrected(truth, is, now));
    }
    charge(loan, truth, is, lent.id());
  }

  /** Charges what the corrected loan costs, and cancels what was charged beyond that. */
  private void charge(
      LoanFacts loan, LoanFacts truth, @Nullable LoanEnd end, @Nullable UUID known) {
    var booking =
        bookings.computeIfAbsent(
            truth.patronId(), patron -> new LedgerEntries(facts.ledger(), patron, now));
    var policy = context.policy();
    if (known != null && !policy.day(loan.due()).equals(policy.day(truth.due()))) {
      new LateFees(context, facts).cancelForRenewal(loan, item, renewedAt(truth), booking);
    }
    if (end != null) {
      new LoanFees(context, facts).returned(truth, item, end.at(), end.place(), booking);
    }
  }

  private static @Nullable Instant renewedAt(LoanFacts loan) {
    var renewal = loan.renewal();
    return renewal == null ? null : renewal.at();
  }

  /** Reassigns a return or renewal reported earlier, if it belongs to another loan now. */
  private void reassign(OfflineEvent event) {
    var assigned = assigned(event);
    if (!assigned.equals(event)) {
      effects.add(
          new OfflineEffect.OfflineAssigned(
              event.id(), item.id(), assigned.loanId(), assigned.dueBefore(), now));
    }
  }

  /** Keeps a later return of an item whose loan ended earlier: loans reported later may need it. */
  private void keepLaterReturn(ItemTimeline.Lent lent) {
    var known = before.ending(lent).filter(ItemTimeline.Ending::isSeen);
    var isEarlier = !known.equals(after.ending(lent));
    known
        .filter(ending -> isEarlier && !ending.end().isElsewhere())
        .ifPresent(ending ->
            effects.add(
                new ItemEffect.ItemCameIn(item.id(), ending.end().place(), ending.end().at())));
  }
}
