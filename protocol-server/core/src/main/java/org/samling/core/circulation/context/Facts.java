package org.samling.core.circulation.context;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LedgerEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.BorrowedTitles;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.facts.TransitFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.policy.Sight;

/**
 * The facts on which a batch of commands is decided. Each decision's effects are applied before the
 * next command of the batch is decided, so that commands in one batch see each other's effects,
 * just as in separate batches.
 *
 * <p>Used by one thread at a time.
 */
public final class Facts {

  private final KnownPatrons patrons = new KnownPatrons();
  private final KnownHolds holds = new KnownHolds();
  private final Map<String, UUID> itemIds = new HashMap<>();
  private final Map<UUID, ItemFacts> items = new HashMap<>();
  private final Map<UUID, LoanFacts> loansByItem = new HashMap<>();
  private final Map<UUID, Return> lastReturns = new HashMap<>();
  private final Map<UUID, Instant> lastMoves = new HashMap<>();
  private final BorrowedTitles borrowed = new BorrowedTitles();
  private final Map<UUID, TransitFacts> transits = new HashMap<>();
  private final Map<String, String> crates = new HashMap<>();
  private final Map<String, OthersItem> othersItems = new HashMap<>();
  private final Map<UUID, OverdueMark> overdueMarks = new HashMap<>();
  private final Ledger ledger = new Ledger();
  private final OfflineFacts offline = new OfflineFacts();
  private final KnownBookings bookings = new KnownBookings();
  private final Seen seen = new Seen();

  /**
   * An item of another tenant, with what the agreement allows to be shown.
   *
   * @param owner the code of the tenant that owns it
   * @param ownerName that tenant's name
   * @param home the name of the branch where it belongs
   */
  public record OthersItem(String owner, String ownerName, String title, String home) {}

  /**
   * The latest event of an item, where that is a return.
   *
   * @param loan the loan that it ended
   * @param at when it was recorded
   * @param branch the code of the branch where it happened
   * @param floatedFrom the code of the branch where the item belonged before, or null where the
   *     return did not change that
   */
  public record Return(LoanFacts loan, Instant at, String branch, @Nullable String floatedFrom) {}

  /**
   * The step of lateness already recorded for a loan.
   *
   * @param step how many steps of lateness were recorded
   * @param due when the loan was due then; once the due date changes, the mark no longer counts
   */
  public record OverdueMark(int step, Instant due) {}

  /** Adds a patron as found under an identifier. */
  public void add(PatronFacts patron) {
    patrons.add(patron);
  }

  /** Adds a patron who has a loan and was not looked up by an identifier. */
  public void addBorrower(PatronFacts patron) {
    patrons.addBorrower(patron);
  }

  /** Adds the step of lateness already recorded for a loan. */
  public void add(UUID loan, OverdueMark mark) {
    overdueMarks.put(loan, mark);
  }

  /** Adds a patron as found, or found but not identified, under what was read or typed. */
  public void add(Identification identification, PatronFacts patron) {
    patrons.add(identification, patron);
  }

  /** Adds the details of a patron that is to be changed. */
  public void add(PatronDetails known) {
    patrons.add(known);
  }

  /** Adds an item. */
  public void add(ItemFacts item) {
    itemIds.put(item.barcode(), item.id());
    items.put(item.id(), item);
  }

  /** Adds when an item last moved, by the time of recording. */
  public void addMove(UUID itemId, Instant at) {
    lastMoves.put(itemId, at);
  }

  /** Adds an open loan. */
  public void add(LoanFacts loan) {
    loansByItem.put(loan.itemId(), loan);
  }

  /** Adds the return that is the latest event of an item. */
  public void add(Return last) {
    lastReturns.put(last.loan().itemId(), last);
  }

  /** Adds a hold: one that is open, or one that an open loan fulfilled. */
  public void add(HoldFacts hold) {
    holds.add(hold);
  }

  /** Adds the pickup numbers of a branch. */
  public void add(String branch, PickupNumbers numbers) {
    holds.add(branch, numbers);
  }

  /** Adds the transit that an item is in. */
  public void add(TransitFacts transit) {
    transits.put(transit.itemId(), transit);
  }

  /** Adds a crate that is in use, with the code of the branch to which it goes. */
  public void addCrate(String crate, String destination) {
    crates.put(crate, destination);
  }

  /** Adds an item of another tenant. */
  public void add(String barcode, OthersItem item) {
    othersItems.put(barcode, item);
  }

  /** The transit that an item is in. */
  public Optional<TransitFacts> transitOf(UUID itemId) {
    return Optional.ofNullable(transits.get(itemId));
  }

  /** The destination of a crate that is in use. */
  public Optional<String> crate(String crate) {
    return Optional.ofNullable(crates.get(crate));
  }

  /** The item of another tenant that has this barcode. */
  public Optional<OthersItem> othersItem(String barcode) {
    return Optional.ofNullable(othersItems.get(barcode));
  }

  /** The next pickup number of a branch. */
  public int nextPickupNumber(String branch) {
    return holds.nextPickupNumber(branch);
  }

  /** The other open holds that are combined with a hold. */
  public Stream<HoldFacts> group(HoldFacts hold) {
    return holds.group(hold);
  }

  /**
   * Hides what whoever gives the next commands does not see: patrons, items, sets, holds, bookings
   * and fees that a command names are not found then. What follows from a decision is not hidden.
   */
  public void lookThrough(Sight sight) {
    seen.through(sight);
  }

  /** What whoever gave the command sees. */
  public Seen seen() {
    return seen;
  }

  /** Whether whoever gave the command sees who has a loan. */
  public boolean seesBorrower(LoanFacts loan) {
    return seen.isWhole() || patron(loan.patronId()).filter(seen::patron).isPresent();
  }

  /** Whether there is an item with this barcode, even one that whoever asks does not see. */
  public boolean isItem(String barcode) {
    return itemIds.containsKey(barcode);
  }

  /** A set, by its barcode. It is seen by whoever sees all of its items. */
  public Optional<SetFacts> set(String barcode) {
    return bookings
        .set(barcode)
        .filter(set ->
            seen.isWhole()
                || set.items().stream().map(items::get).allMatch(i -> i != null && seen.item(i)));
  }

  /** The patron with this identifier. */
  public Optional<PatronFacts> patron(String identifier) {
    return patrons.patron(identifier).filter(seen::patron);
  }

  /** The patron with this id: one who was looked up, or who has an item on loan that was. */
  public Optional<PatronFacts> patron(UUID patronId) {
    return patrons.patron(patronId);
  }

  /** The step of lateness already recorded for a loan under its current due date; 0 for none. */
  public int overdueStep(LoanFacts loan) {
    var mark = overdueMarks.get(loan.id());
    return mark != null && mark.due().equals(loan.due()) ? mark.step() : 0;
  }

  /** The facts about offline transactions. */
  public OfflineFacts offline() {
    return offline;
  }

  /** The known bookings, sets and groups. */
  public KnownBookings bookings() {
    return bookings;
  }

  /** The fees and payments. */
  public Ledger ledger() {
    return ledger;
  }

  /** The patron to whom this identifier belongs, even if it is blocked or not valid today. */
  public Optional<PatronFacts> owner(String identifier) {
    return patrons.owner(identifier).filter(seen::patron);
  }

  /** The details of a patron that is to be changed. */
  public Optional<PatronDetails> details(UUID patronId) {
    return patrons.details(patronId);
  }

  /** The identification for an identifier, even one that is blocked or not valid today. */
  public Optional<Identification> identification(String identifier) {
    return isHidden(identifier) ? Optional.empty() : patrons.identification(identifier);
  }

  /** Whether somebody has this identifier, even a patron whom whoever asks does not see. */
  public boolean isTaken(String identifier) {
    return patrons.identification(identifier).isPresent();
  }

  /** Why an identifier finds no patron, as a broken rule. */
  public Check whyNobody(String identifier) {
    return isHidden(identifier) ? Identification.unknown() : patrons.whyNobody(identifier);
  }

  private boolean isHidden(String identifier) {
    return patrons.owner(identifier).filter(patron -> !seen.patron(patron)).isPresent();
  }

  /** The item with this barcode. */
  public Optional<ItemFacts> item(String barcode) {
    return Optional.ofNullable(itemIds.get(barcode)).map(items::get).filter(seen::item);
  }

  /** The item with this id. */
  public Optional<ItemFacts> item(UUID itemId) {
    return Optional.ofNullable(items.get(itemId));
  }

  /** The requested titles. */
  public RequestedTitles titles() {
    return holds.titles();
  }

  /** The titles that patrons have or had on loan. */
  public BorrowedTitles borrowed() {
    return borrowed;
  }

  /** The open loan of an item. */
  public Optional<LoanFacts> loanOf(UUID itemId) {
    return Optional.ofNullable(loansByItem.get(itemId));
  }

  /** When an item last moved, by the time of recording. */
  public Optional<Instant> lastMove(UUID itemId) {
    return Optional.ofNullable(lastMoves.get(itemId));
  }

  /** The latest event of an item, if that is a return. */
  public Optional<Return> lastReturn(UUID itemId) {
    return Optional.ofNullable(lastReturns.get(itemId));
  }

  /** The known items of a title, in no order. */
  public Stream<ItemFacts> itemsOf(UUID recordId) {
    return items.values().stream().filter(item -> item.recordId().equals(recordId));
  }

  /** A hold. */
  public Optional<HoldFacts> hold(UUID holdId) {
    return holds.hold(holdId);
  }

  /** The holds on a title that wait for an item, first come first. */
  public List<HoldFacts> waiting(UUID recordId) {
    return holds.waiting(recordId);
  }

  /** The known open holds on a title, in no order. */
  public Stream<HoldFacts> open(UUID recordId) {
    return holds.open(recordId);
  }

  /** The known open holds of a patron, in no order. */
  public Stream<HoldFacts> holdsOf(UUID patronId) {
    return holds.ofPatron(patronId);
  }

  /** Applies one of a decision's effects. */
  public void apply(Effect effect) {
    offline.apply(effect);
    switch (effect) {
      case LoanEffect.LoanOpened(var loan, _) -> opened(loan);
      case LoanEffect.LoanChanged changed -> add(changed.loan());
      case LoanEffect.LoanClosed(var loan, Instant at, var branch) -> {
        ended(loan);
        add(new Return(loan, at, branch, null));
        ledger.add(loan.id(), new Ledger.End(at, branch));
      }
      case LoanEffect.LoanClosedElsewhere(var loan, Instant at, var elsewhere) -> {
        ended(loan);
        ledger.add(loan.id(), new Ledger.End(at, elsewhere));
      }
      case LoanEffect.LoanRecorded(var loan, _, var end) -> ended(loan.id(), end);
      case LoanEffect.LoanCorrected(var loan, var end, _) -> ended(loan.id(), end);
      case OfflineEffect.OfflineRecorded _,
          OfflineEffect.OfflineAssigned _,
          ItemEffect.ItemCameIn _ -> {} // above
      case LoanEffect.LoanUndone(var loan, _) -> ended(loan);
      case LoanEffect.LoanReopened(var loan, _, _) -> {
        opened(loan);
        ledger.reopened(loan.id());
      }
      case LoanEffect.LoanMarkedOverdue(var loan, var step, _) ->
          add(loan.id(), new OverdueMark(step, loan.due()));
      case PatronEffect patron -> changed(patron);
      case ItemEffect.ItemMoved moved -> moved(moved);
      case ItemEffect.TransitBegun(var transit) -> add(transit);
      case ItemEffect.TransitEnded(var id, _) -> transits.remove(id);
      case ItemEffect.TransitPacked(_, var id, var crate, _) -> packed(id, crate);
      case ItemEffect.ItemFloated floated -> floated(floated);
      case ItemEffect.ItemFloatUndone(var id, var branch, _, _) ->
          change(id, item -> item.floated(branch));
      case BookingEffect booking -> {
        bookings.apply(booking);
        inSet(booking);
      }
      case ItemEffect.OthersItemHandedIn _ -> {} // nothing of this tenant's
      case ItemEffect.ItemDescribed(var id, var properties, _) ->
          items.computeIfPresent(id, (_, item) -> item.described(properties));
      case ItemEffect.ItemRevised revised -> revised(revised);
      case ItemEffect.ItemNotFound(var id, var times, var status, _) ->
          change(id, item -> item.notFound(status, times));
      case HoldEffect hold ->
          holds.apply(hold).ifPresent(more -> patrons.changed(more.patron(), more.holds(), 0));
      case LedgerEffect changed -> {
        ledger.apply(changed);
        owes(changed);
      }
    }
  }

  private void inSet(BookingEffect effect) {
    switch (effect) {
      case BookingEffect.SetPut(var set, var added, var removed, _) -> {
        added.forEach(id -> change(id, item -> item.inSet(set.barcode())));
        removed.forEach(id -> change(id, item -> item.inSet(null)));
      }
      case BookingEffect.SetDissolved(var set, _) ->
          set.items().forEach(id -> change(id, item -> item.inSet(null)));
      case BookingEffect.BookingChanged _, BookingEffect.GroupChanged _ -> {}
    }
  }

  private void owes(LedgerEffect effect) {
    switch (effect) {
      case LedgerEffect.FeeCharged fee -> patrons.changed(fee.patronId(), 0, fee.amount());
      case LedgerEffect.LedgerEntered entry -> patrons.changed(entry.patronId(), 0, entry.amount());
      case LedgerEffect.PaymentTaken _ -> {}
    }
  }

  private void opened(LoanFacts loan) {
    add(loan);
    patrons.lent(loan);
    Optional.ofNullable(items.get(loan.itemId()))
        .ifPresent(i ->
            borrowed.add(
                loan.patronId(), i.recordId(), i.barcode(), i.stock().enumeration(), true));
  }

  private void ended(UUID loan, LoanEnd end) {
    ledger.add(loan, new Ledger.End(end.at(), end.place()));
  }

  private void ended(LoanFacts loan) {
    loansByItem.remove(loan.itemId());
    patrons.returned(loan);
    Optional.ofNullable(items.get(loan.itemId()))
        .ifPresent(i -> borrowed.ended(loan.patronId(), i.recordId(), i.barcode()));
  }

  private void change(UUID itemId, UnaryOperator<ItemFacts> change) {
    items.computeIfPresent(
        itemId,
        (_, before) -> {
          var after = change.apply(before);
          holds.titles().changed(before, after);
          return after;
        });
  }

  private void revised(ItemEffect.ItemRevised revised) {
    var before = items.get(revised.itemId());
    if (before == null) {
      return;
    }
    itemIds.remove(before.barcode());
    itemIds.put(revised.barcode(), revised.itemId());
    if (!before.home().equals(revised.home())) {
      // What belongs elsewhere now is not put back where it was returned to.
      lastReturns.remove(revised.itemId());
    }
    change(
        revised.itemId(),
        item ->
            item.revised(revised.barcode(), revised.home(), revised.location(), revised.stock()));
  }

  private void packed(UUID itemId, String crate) {
    transits.computeIfPresent(
        itemId,
        (_, t) -> {
          crates.put(crate, t.to());
          return t.in(crate);
        });
  }

  private void floated(ItemEffect.ItemFloated floated) {
    change(floated.itemId(), item -> item.floated(floated.branch()));
    lastReturns.computeIfPresent(
        floated.itemId(),
        (_, last) ->
            last.loan().id().equals(floated.returnedLoan())
                ? new Return(last.loan(), last.at(), last.branch(), floated.from())
                : last);
  }

  private void moved(ItemEffect.ItemMoved moved) {
    lastMoves.put(moved.itemId(), moved.at());
    var branch = moved.branch();
    change(
        moved.itemId(),
        item -> item.moved(moved.status(), branch == null ? item.at() : branch, moved.holdId()));
    lastReturns.computeIfPresent(
        moved.itemId(),
        (_, last) ->
            last.loan().id().equals(moved.returnedLoan())
                ? new Return(last.loan(), moved.at(), last.branch(), last.floatedFrom())
                : null);
  }

  private void changed(PatronEffect effect) {
    patrons.apply(effect);
    var id = effect.patronId();
    if (effect instanceof PatronEffect.PatronChanged changed) {
      holds.away(id, changed.patron().absence());
    } else if (effect instanceof PatronEffect.LoanHistoryErased) {
      lastReturns.values().removeIf(last -> last.loan().patronId().equals(id));
    }
  }
}
