package org.samling.core.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;

/** A catalogue in memory: the index's view of the store. */
public final class RecordList implements CatalogueFeed {

  private static final UUID LAST = new UUID(-1, -1);

  private String origin;
  private final TreeMap<UUID, Entry> present = new TreeMap<>();
  private final TreeMap<Long, Entry> changes = new TreeMap<>();
  private final Map<UUID, Long> lastChange = new HashMap<>();
  private long transaction = 100;
  private long knownBelow;
  private int fullReadCount;
  private boolean isAway;

  public RecordList(String origin) {
    this.origin = origin;
  }

  public synchronized void put(Entry... entries) {
    put(List.of(entries));
  }

  public synchronized void put(List<? extends Entry> entries) {
    for (var entry : entries) {
      var last = lastChange.put(entry.id(), ++transaction);
      if (last != null) {
        changes.remove(last);
      }
      changes.put(transaction, entry);
      switch (entry) {
        case Present _ -> present.put(entry.id(), entry);
        case Gone _ -> present.remove(entry.id());
      }
    }
  }

  /** Makes the store fail or recover. */
  public synchronized void setUnavailable(boolean away) {
    isAway = away;
  }

  /**
   * Replaces the database by another with other records.
   *
   * @param end the transaction that wrote the last of them
   */
  public synchronized void replace(String newOrigin, long end, Entry... entries) {
    origin = newOrigin;
    present.clear();
    changes.clear();
    lastChange.clear();
    transaction = end - entries.length;
    put(entries);
  }

  /**
   * Has a standby take over that has every record.
   *
   * @param below the transaction below which it is known to have everything
   */
  public synchronized void failOver(String newOrigin, long below) {
    origin = newOrigin;
    knownBelow = below;
  }

  @Override
  public synchronized Optional<Position> continued(Position position) {
    check();
    return position.transaction() < knownBelow
        ? Optional.of(new Position(origin, position.transaction(), position.record()))
        : Optional.empty();
  }

  /** How often a reading of all records was started. */
  public synchronized int fullReadCount() {
    return fullReadCount;
  }

  @Override
  public synchronized Position end() {
    check();
    return new Position(origin, transaction, LAST);
  }

  @Override
  public synchronized Changes changesAfter(Position position, int limit) {
    check();
    var after = changes.tailMap(position.transaction(), false);
    var entries = new ArrayList<Entry>();
    var next = position;
    for (var change : after.entrySet()) {
      if (entries.size() == limit) {
        break;
      }
      entries.add(change.getValue());
      next = new Position(position.origin(), change.getKey(), change.getValue().id());
    }
    return new Changes(entries, next, end());
  }

  @Override
  public synchronized List<Entry> recordsAfter(@Nullable UUID after, int limit) {
    check();
    if (after == null) {
      fullReadCount++;
    }
    var rest = after == null ? present : present.tailMap(after, false);
    return rest.values().stream().limit(limit).toList();
  }

  @Override
  public synchronized long approximateCount() {
    check();
    return present.size();
  }

  private void check() {
    if (isAway) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "the store is unavailable", null);
    }
  }
}
