package org.samling.core.circulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.samling.core.catalogue.RecordKey;

/**
 * What is known when a batch of commands is decided. Each decision's effects are applied before the
 * next command of the batch is decided, so that two commands of one batch see each other as two
 * batches would.
 *
 * <p>Used by one thread at a time.
 */
public final class Facts {

  private static final Comparator<HoldFacts> QUEUE =
      Comparator.comparing(HoldFacts::placedAt).thenComparing(HoldFacts::id);

  private final Map<String, UUID> patronIds = new HashMap<>();
  private final Map<UUID, PatronFacts> patrons = new HashMap<>();
  private final Map<String, UUID> itemIds = new HashMap<>();
  private final Map<UUID, ItemFacts> items = new HashMap<>();
  private final Map<UUID, LoanFacts> loansByItem = new HashMap<>();
  private final Map<UUID, HoldFacts> holds = new HashMap<>();
  private final Map<RecordKey, TitleFacts> titles = new HashMap<>();

  /**
   * A title that somebody asks for.
   *
   * @param recordId the record
   * @param lendableItems how many items it has that are lent
   */
  public record TitleFacts(UUID recordId, int lendableItems) {}

  /** Adds a patron as found under an identifier. */
  public void add(PatronFacts patron) {
    patronIds.put(patron.identifier(), patron.id());
    patrons.putIfAbsent(patron.id(), patron);
  }

  /** Adds an item. */
  public void add(ItemFacts item) {
    itemIds.put(item.barcode(), item.id());
    items.put(item.id(), item);
  }

  /** Adds an open loan. */
  public void add(LoanFacts loan) {
    loansByItem.put(loan.itemId(), loan);
  }

  /** Adds an open hold. */
  public void add(HoldFacts hold) {
    holds.put(hold.id(), hold);
  }

  /** Adds a title that somebody asks for. */
  public void add(RecordKey key, TitleFacts title) {
    titles.put(key, title);
  }

  /** The patron with this identifier. */
  public Optional<PatronFacts> patron(String identifier) {
    return Optional.ofNullable(patronIds.get(identifier)).map(patrons::get);
  }

  /** The item with this barcode. */
  public Optional<ItemFacts> item(String barcode) {
    return Optional.ofNullable(itemIds.get(barcode)).map(items::get);
  }

  /** The title with this key. */
  public Optional<TitleFacts> title(RecordKey key) {
    return Optional.ofNullable(titles.get(key));
  }

  /** The open loan of an item. */
  public Optional<LoanFacts> loanOf(UUID itemId) {
    return Optional.ofNullable(loansByItem.get(itemId));
  }

  /** A hold. */
  public Optional<HoldFacts> hold(UUID holdId) {
    return Optional.ofNullable(holds.get(holdId));
  }

  /** The holds on a title that wait for an item, first come first. */
  public List<HoldFacts> waiting(UUID recordId) {
    return open(recordId).filter(h -> h.state() == HoldState.WAITING).sorted(QUEUE).toList();
  }

  /** The holds on a title that are open, in no order. */
  public Stream<HoldFacts> open(UUID recordId) {
    return holds.values().stream().filter(h -> h.recordId().equals(recordId));
  }

  /** Takes in what a decision changed. */
  public void apply(Effect effect) {
    switch (effect) {
      case Effect.LoanOpened(var loan, _, _) -> {
        add(loan);
        change(loan.patronId(), 1, 0, 0);
      }
      case Effect.LoanRenewed(var loan, _) -> add(loan);
      case Effect.LoanClosed(var loan, Instant _, _) -> {
        loansByItem.remove(loan.itemId());
        change(loan.patronId(), -1, 0, 0);
      }
      case Effect.ItemMoved(var itemId, var status, var branch, var holdId) ->
          items.computeIfPresent(itemId, (_, item) -> item.moved(status, branch, holdId));
      case Effect.HoldPlaced(var hold, _) -> {
        add(hold);
        change(hold.patronId(), 0, 1, 0);
      }
      case Effect.HoldChanged(var hold, _) -> {
        switch (hold.state()) {
          case WAITING, IN_TRANSIT, READY -> add(hold);
          case FULFILLED, CANCELLED, EXPIRED -> {
            holds.remove(hold.id());
            change(hold.patronId(), 0, -1, 0);
          }
        }
      }
      case Effect.FeeCharged fee -> change(fee.patronId(), 0, 0, fee.amount());
    }
  }

  private void change(UUID patronId, int loans, int holdCount, long debt) {
    patrons.computeIfPresent(patronId, (_, p) -> p.changed(loans, holdCount, debt));
  }
}
