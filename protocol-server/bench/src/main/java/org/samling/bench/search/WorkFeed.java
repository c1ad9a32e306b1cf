package org.samling.bench.search;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.Work;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.RecordRef;
import org.samling.marc.MarcRecordMaker;

/** Publications as a feed of common records, which never change: an index without a store. */
final class WorkFeed implements CatalogueFeed {

  private static final Position END = new Position("works", 0, new UUID(-1, -1));

  private final TreeMap<UUID, Entry> records = new TreeMap<>();

  WorkFeed(List<Work> works) {
    var maker = new MarcRecordMaker();
    for (var work : works) {
      var id = new UUID(0x7000, records.size());
      records.put(
          id,
          new Present(
              new RecordRef(id, null),
              work.key(),
              MarcFormat.MARC21,
              maker.make(work).content(),
              Set.of(),
              false));
    }
  }

  @Override
  public Position end() {
    return END;
  }

  @Override
  public Changes changesAfter(Position position, int limit) {
    return new Changes(List.of(), END, END);
  }

  @Override
  public List<Entry> recordsAfter(@Nullable UUID after, int limit) {
    var rest = after == null ? records : records.tailMap(after, false);
    return rest.values().stream().limit(limit).toList();
  }

  @Override
  public long approximateCount() {
    return records.size();
  }
}
