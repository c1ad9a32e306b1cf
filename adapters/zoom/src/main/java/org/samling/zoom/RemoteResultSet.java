package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.search.FacetField;
import org.samling.core.search.FacetValue;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.RecordRef;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchedCatalogue;
import org.samling.core.search.SortOrder;
import org.samling.zoom.ZoomResultSet.Fetched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of several targets, interleaved: the first record of each, the second of each, and so
 * on. Of the first {@value #HEAD} of each, those that describe the same are merged, so that they
 * count once; each record says who holds it. A record that a target does not return, or returns in
 * an unreadable form, is replaced by a placeholder with the reason, and so are all further records
 * of a target that stops answering: the other records are not lost.
 */
final class RemoteResultSet implements ResultSet {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteResultSet.class);

  /** How many records of each target are fetched with the search, and merged. */
  private static final int HEAD = 50;

  private static final String LEADER = "00000nam a2200000   4500";

  private final RemoteCatalogues catalogues;
  private final List<RemotePart> parts;
  private final RecordReader reader;

  /** The targets that did not answer the search, with the reason. */
  private final Map<String, String> faults;

  /** The merged first records. */
  private List<FoundRecord> head = List.of();

  /**
   * The fault of each target that was lost while returning records. They are not called again:
   * otherwise every further page would wait for them.
   */
  private final Map<RemotePart, String> lost = new HashMap<>();

  /**
   * Makes a result set.
   *
   * @param catalogues calls the targets
   * @param parts what each found
   * @param faults the targets that found nothing because they failed, with the reason
   * @param reader reads their records
   */
  RemoteResultSet(
      RemoteCatalogues catalogues,
      List<RemotePart> parts,
      Map<String, String> faults,
      RecordReader reader) {
    this.catalogues = catalogues;
    this.parts = List.copyOf(parts);
    this.faults = Map.copyOf(faults);
    this.reader = reader;
  }

  /** How many records of a target are fetched with the search. */
  static int head(RemotePart part) {
    return (int) Math.min(HEAD, part.found().count());
  }

  /**
   * Merges the first records of all targets.
   *
   * @param fetched those of each
   * @param began when the search began: its time limit is that of these records, too
   */
  void merge(List<CompletableFuture<List<Fetched>>> fetched, long began) {
    var rounds = new ArrayList<Iterator<Fetched>>();
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      rounds.add(await(fetched.get(i), new Range(part, 1, head(part)), began).iterator());
    }
    var merged = new MergedRecords();
    for (var round = 0; round < HEAD; round++) {
      for (var i = 0; i < parts.size(); i++) {
        if (rounds.get(i).hasNext()) {
          merge(parts.get(i), rounds.get(i).next(), round + 1, merged);
        }
      }
    }
    head = merged.records();
  }

  private void merge(RemotePart part, Fetched fetched, long position, MergedRecords merged) {
    switch (read(part, fetched)) {
      case Read.Record(var record) -> merged.add(part.target().name(), record, found(part, record));
      case Read.Missing(var reason) -> merged.addMissing(missing(part, position, reason));
    }
  }

  @Override
  public long count() {
    return head.size() + parts.stream().mapToLong(RemoteResultSet::rest).sum();
  }

  /** The number of a target's records behind the merged ones. */
  private static long rest(RemotePart part) {
    return part.found().count() - head(part);
  }

  @Override
  public List<SearchedCatalogue> catalogues() {
    var searched = new ArrayList<SearchedCatalogue>();
    for (var part : parts) {
      searched.add(
          new SearchedCatalogue(part.target().name(), part.found().count(), lost.get(part)));
    }
    faults.forEach((name, fault) -> searched.add(new SearchedCatalogue(name, null, fault)));
    return searched;
  }

  /**
   * Records of one target that are fetched together.
   *
   * @param part the target
   * @param from the position of the first in the target's result, from 1
   * @param number how many
   */
  private record Range(RemotePart part, long from, int number) {}

  @Override
  public List<FoundRecord> records(long from, int number) {
    var count = count();
    if (from < 1 || from > count + 1) {
      throw new IndexOutOfBoundsException("record %d of %d".formatted(from, count));
    }
    var last = Math.min(count, from + number - 1);
    var records = new ArrayList<FoundRecord>();
    for (var position = from; position <= Math.min(last, head.size()); position++) {
      records.add(head.get((int) position - 1));
    }
    if (last > head.size()) {
      records.addAll(others(Math.max(1, from - head.size()), last - head.size()));
    }
    return records;
  }

  /** Records behind the merged ones, by their positions among these. */
  private List<FoundRecord> others(long from, long last) {
    var ranges = new ArrayList<Range>();
    for (var part : parts) {
      var before = share(part, from - 1);
      ranges.add(new Range(part, head(part) + before + 1, (int) (share(part, last) - before)));
    }
    var fetched = fetched(ranges);
    var records = new ArrayList<FoundRecord>();
    for (var position = from; position <= last; position++) {
      var turn = turn(position);
      records.add(record(parts.get(turn), fetched.get(turn).next(), head.size() + position));
    }
    return records;
  }

  /** The outcome of each range: as many entries as its length, whatever happens to the others. */
  private List<Iterator<Fetched>> fetched(List<Range> ranges) {
    var began = System.nanoTime();
    var pending = ranges.stream().map(this::ask).toList();
    var fetched = new ArrayList<Iterator<Fetched>>();
    for (var i = 0; i < pending.size(); i++) {
      fetched.add(await(pending.get(i), ranges.get(i), began).iterator());
    }
    return fetched;
  }

  private CompletableFuture<List<Fetched>> ask(Range range) {
    var part = range.part();
    var fault = lost.get(part);
    if (range.number() == 0 || fault != null) {
      return CompletableFuture.completedFuture(refused(range, fault == null ? "" : fault));
    }
    return catalogues.begin(
        part.target(), () -> part.found().records(range.from(), range.number()));
  }

  private List<Fetched> await(CompletableFuture<List<Fetched>> answer, Range range, long began) {
    var part = range.part();
    try {
      return RemoteCatalogues.awaitAny(answer, part.target(), began);
    } catch (SearchException e) {
      var fault = String.valueOf(e.getMessage());
      LOG.warn("a catalogue returned no records for its hits: {}", fault);
      if (isLost(e.getCause())) {
        lost.put(part, fault);
      }
      return refused(range, fault);
    }
  }

  private static boolean isLost(@Nullable Throwable cause) {
    return cause instanceof TimeoutException
        || cause instanceof ZoomException fault && fault.isConnectionFault();
  }

  private static List<Fetched> refused(Range range, String reason) {
    return Collections.nCopies(range.number(), new Fetched.Missing(reason));
  }

  /** How many of a target's records are among the first {@code first} of all. */
  private long share(RemotePart part, long first) {
    var rounds = rounds(first);
    var share = Math.min(rest(part), rounds);
    var rest = first - inRounds(rounds);
    for (var other : parts) {
      if (rest == 0) {
        break;
      }
      if (rest(other) > rounds) {
        rest--;
        if (other.equals(part)) {
          share++;
        }
      }
    }
    return share;
  }

  /** The index of the target whose turn it is at a position. */
  private int turn(long position) {
    var rounds = rounds(position - 1);
    var rest = position - 1 - inRounds(rounds);
    for (var i = 0; i < parts.size(); i++) {
      if (rest(parts.get(i)) > rounds && rest-- == 0) {
        return i;
      }
    }
    throw new IndexOutOfBoundsException("record %d of %d".formatted(position, count()));
  }

  /**
   * The number of whole rounds, in which each target with more records returns one, in so many
   * records.
   */
  private long rounds(long records) {
    var low = 0L;
    var high = records;
    while (low < high) {
      var middle = low + (high - low + 1) / 2;
      if (inRounds(middle) <= records) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private long inRounds(long rounds) {
    return parts.stream().mapToLong(part -> Math.min(rest(part), rounds)).sum();
  }

  /** What came for a record. */
  private sealed interface Read {

    /** The record. */
    record Record(CatalogueRecord record) implements Read {}

    /** The reason why there is none. */
    record Missing(String reason) implements Read {}
  }

  private FoundRecord record(RemotePart part, Fetched fetched, long position) {
    return switch (read(part, fetched)) {
      case Read.Record(var record) ->
          MergedRecords.held(found(part, record), List.of(part.target().name()));
      case Read.Missing(var reason) -> missing(part, position, reason);
    };
  }

  private Read read(RemotePart part, Fetched fetched) {
    return switch (fetched) {
      case Fetched.Returned(var given) -> read(part, given);
      case Fetched.Missing(var reason) -> new Read.Missing(reason);
    };
  }

  private Read read(RemotePart part, ZoomRecord given) {
    try {
      var results =
          reader.read(
              new ByteArrayInputStream(given.bytes().toArray()),
              new RecordReader.Options(null, part.target().source(), false));
      if (!results.hasNext()) {
        return new Read.Missing("it is empty");
      }
      return switch (results.next()) {
        case ReadResult.Accepted accepted -> new Read.Record(accepted.record());
        case ReadResult.Rejected rejected -> new Read.Missing(rejected.reason());
      };
    } catch (UncheckedIOException e) {
      return new Read.Missing("it can't be read: " + e.getMessage());
    }
  }

  private static FoundRecord found(RemotePart part, CatalogueRecord record) {
    return new FoundRecord(
        ref(part, record.key().toString()), record.key(), record.format().marc(), record.content());
  }

  private static FoundRecord missing(RemotePart part, long position, String reason) {
    var key = new RecordKey(part.target().source(), "record " + position);
    return new FoundRecord(
        ref(part, key.toString()),
        key,
        MarcFormat.MARC21,
        new MarcContent(
            LEADER,
            List.of(
                new DataField(
                    "245",
                    '0',
                    '0',
                    List.of(
                        new Subfield('a', "[no record from %s]".formatted(part.target().name())))),
                new DataField("500", ' ', ' ', List.of(new Subfield('a', reason))))));
  }

  private static RecordRef ref(RemotePart part, String key) {
    return new RecordRef(
        UUID.nameUUIDFromBytes((part.target().address() + ' ' + key).getBytes(UTF_8)), null);
  }

  @Override
  public ResultSet sorted(SortOrder order) {
    throw new SearchException(
        SearchException.Kind.UNSUPPORTED, "records of other catalogues can't be sorted", null);
  }

  @Override
  public List<FacetValue> facet(FacetField field, int limit) {
    throw new SearchException(
        SearchException.Kind.UNSUPPORTED,
        "records of other catalogues can't be counted by facet",
        null);
  }

  @Override
  public void close() {
    parts.forEach(catalogues::release);
  }
}
