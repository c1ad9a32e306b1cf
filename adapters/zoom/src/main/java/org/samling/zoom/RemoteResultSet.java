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
import org.samling.core.search.SortOrder;
import org.samling.zoom.ZoomResultSet.Fetched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of several targets, interleaved: the first record of each, the second of each, and so
 * on. A record that a target does not return, or returns in an unreadable form, is replaced by a
 * placeholder with the reason, and so are all further records of a target that stops answering: the
 * other records are not lost.
 */
final class RemoteResultSet implements ResultSet {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteResultSet.class);

  private static final String LEADER = "00000nam a2200000   4500";

  private final RemoteCatalogues catalogues;
  private final List<RemotePart> parts;
  private final RecordReader reader;
  private final long count;

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
   * @param reader reads their records
   */
  RemoteResultSet(RemoteCatalogues catalogues, List<RemotePart> parts, RecordReader reader) {
    this.catalogues = catalogues;
    this.parts = List.copyOf(parts);
    this.reader = reader;
    this.count = parts.stream().mapToLong(part -> part.found().count()).sum();
  }

  @Override
  public long count() {
    return count;
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
    if (from < 1 || from > count + 1) {
      throw new IndexOutOfBoundsException("record %d of %d".formatted(from, count));
    }
    var last = Math.min(count, from + number - 1);
    var ranges = new ArrayList<Range>();
    for (var part : parts) {
      var before = share(part, from - 1);
      ranges.add(new Range(part, before + 1, (int) (share(part, last) - before)));
    }
    var fetched = fetched(ranges);
    var records = new ArrayList<FoundRecord>();
    for (var position = from; position <= last; position++) {
      var turn = turn(position);
      records.add(record(parts.get(turn), fetched.get(turn).next(), position));
    }
    return records;
  }

  /** The outcome of each range: as many entries as its length, whatever happens to the others. */
  private List<Iterator<Fetched>> fetched(List<Range> ranges) {
    var pending = ranges.stream().map(this::ask).toList();
    var fetched = new ArrayList<Iterator<Fetched>>();
    for (var i = 0; i < pending.size(); i++) {
      fetched.add(await(pending.get(i), ranges.get(i)).iterator());
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

  private List<Fetched> await(CompletableFuture<List<Fetched>> answer, Range range) {
    var part = range.part();
    try {
      return RemoteCatalogues.awaitAny(answer, part.target());
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
    var share = Math.min(part.found().count(), rounds);
    var rest = first - inRounds(rounds);
    for (var other : parts) {
      if (rest == 0) {
        break;
      }
      if (other.found().count() > rounds) {
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
      if (parts.get(i).found().count() > rounds && rest-- == 0) {
        return i;
      }
    }
    throw new IndexOutOfBoundsException("record %d of %d".formatted(position, count));
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
    return parts.stream().mapToLong(part -> Math.min(part.found().count(), rounds)).sum();
  }

  private FoundRecord record(RemotePart part, Fetched fetched, long position) {
    return switch (fetched) {
      case Fetched.Returned(var given) -> record(part, given, position);
      case Fetched.Missing(var reason) -> missing(part, position, reason);
    };
  }

  private FoundRecord record(RemotePart part, ZoomRecord given, long position) {
    try {
      var results =
          reader.read(
              new ByteArrayInputStream(given.bytes().toArray()),
              new RecordReader.Options(null, part.target().source(), false));
      if (!results.hasNext()) {
        return missing(part, position, "it is empty");
      }
      return switch (results.next()) {
        case ReadResult.Accepted accepted -> found(part, accepted.record());
        case ReadResult.Rejected rejected -> missing(part, position, rejected.reason());
      };
    } catch (UncheckedIOException e) {
      return missing(part, position, "it can't be read: " + e.getMessage());
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
