package org.samling.core.circulation.context;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemKind;

/**
 * Totals for the requested titles: how many holds wait, and how many items there are to lend. A
 * title in demand has hundreds of holds and items, and placing one more hold needs only these
 * totals.
 *
 * <p>Used by one thread at a time.
 */
public final class RequestedTitles {

  private final Map<RecordKey, UUID> records = new HashMap<>();
  private final Map<UUID, Map<Copy, Integer>> kinds = new HashMap<>();
  private final Map<UUID, TreeMap<Instant, List<Waiting>>> waiting = new HashMap<>();
  private final Map<UUID, Integer> suppliers = new HashMap<>();
  private final Map<UUID, List<Change>> changes = new HashMap<>();

  /**
   * How many holds wait in one class of a queue.
   *
   * @param queueClass the class, from 1, which goes first, to 9
   * @param before how many of them have waited since a given time or longer
   * @param all how many of them wait
   */
  public record Waiting(int queueClass, int before, int all) {}

  /** A hold that waits now and did not when the totals were taken, or the other way round. */
  private record Change(HoldFacts hold, int by) {}

  /** What matters about the items of a title: their kind, and which volume or issue they are. */
  private record Copy(ItemKind kind, @Nullable Enumeration enumeration) {}

  /** Adds a title. */
  public void add(RecordKey key, UUID record) {
    records.put(key, record);
    kinds.computeIfAbsent(record, _ -> new HashMap<>());
  }

  /**
   * Adds how many items of a kind a title has that are neither lost nor discarded.
   *
   * @param record the title, which was added before
   * @param enumeration which volume or issue they are, or null
   */
  public void add(UUID record, ItemKind kind, @Nullable Enumeration enumeration, int items) {
    kinds.computeIfPresent(record, (_, of) -> merged(of, new Copy(kind, enumeration), items));
  }

  /**
   * Adds how many holds wait in a class of a title's queue.
   *
   * @param at the time since which, or longer, {@code before} of them have waited
   */
  public void add(UUID record, Instant at, Waiting of) {
    waiting
        .computeIfAbsent(record, _ -> new TreeMap<>())
        .computeIfAbsent(at, _ -> new ArrayList<>())
        .add(of);
  }

  /** Adds that a partner has a copy of a title to lend. */
  public void addSupplier(UUID record) {
    suppliers.merge(record, 1, Integer::sum);
  }

  /** How many partners have a copy of a title to lend. */
  public int suppliers(UUID record) {
    return suppliers.getOrDefault(record, 0);
  }

  /** The title with this key. */
  public Optional<UUID> record(RecordKey key) {
    return Optional.ofNullable(records.get(key));
  }

  /**
   * How many items of each kind a title has, or is expected to get, that are neither lost nor
   * discarded.
   *
   * @param wanted the volume or issue that they are of, or null for any
   */
  public Map<ItemKind, Integer> kinds(UUID record, @Nullable Enumeration wanted) {
    var found = new HashMap<ItemKind, Integer>();
    kinds
        .getOrDefault(record, Map.of())
        .forEach((copy, items) -> {
          if (wanted == null || wanted.isMetBy(copy.enumeration())) {
            found.merge(copy.kind(), items, Integer::sum);
          }
        });
    return found;
  }

  /** How many holds are ahead of a hold in its title's queue. */
  public int ahead(HoldFacts hold) {
    var queueClass = hold.wish().queueClass();
    // Nobody has waited since later than now: a time after the hold's counts the same.
    var known =
        Optional.ofNullable(waiting.get(hold.recordId()))
            .map(times -> times.ceilingEntry(hold.placedAt()))
            .map(Map.Entry::getValue)
            .orElse(List.of());
    var ahead = 0;
    for (var of : known) {
      ahead +=
          of.queueClass() < queueClass ? of.all() : of.queueClass() == queueClass ? of.before() : 0;
    }
    for (var change : changes.getOrDefault(hold.recordId(), List.of())) {
      if (HoldFacts.QUEUE.compare(change.hold(), hold) < 0) {
        ahead += change.by();
      }
    }
    return ahead;
  }

  /** Takes into account that a hold was placed or has changed. */
  void changed(@Nullable HoldFacts before, HoldFacts after) {
    var by = isWaiting(after) - (before == null ? 0 : isWaiting(before));
    if (by != 0) {
      changes.computeIfAbsent(after.recordId(), _ -> new ArrayList<>()).add(new Change(after, by));
    }
  }

  private static int isWaiting(HoldFacts hold) {
    return hold.state() == HoldState.WAITING ? 1 : 0;
  }

  /** Takes into account that an item has changed. */
  void changed(ItemFacts before, ItemFacts after) {
    kinds.computeIfPresent(
        after.recordId(),
        (_, of) -> {
          if (before.isCopy()) {
            merged(of, copy(before), -1);
          }
          return after.isCopy() ? merged(of, copy(after), 1) : of;
        });
  }

  private static Copy copy(ItemFacts item) {
    return new Copy(item.kind(), item.stock().enumeration());
  }

  private static Map<Copy, Integer> merged(Map<Copy, Integer> of, Copy copy, int more) {
    of.merge(copy, more, (a, b) -> a + b == 0 ? null : a + b);
    return of;
  }
}
