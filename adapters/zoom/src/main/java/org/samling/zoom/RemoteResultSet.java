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
 * What several targets found, told by turns: the first record of each, the second of each, and so
 * on. A record that a target does not give, or gives as something that can't be read, is one that
 * says so in its place, and so is each of a target that answers no more: nobody loses the others
 * for it.
 */
final class RemoteResultSet implements ResultSet {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteResultSet.class);

  private static final String LEADER = "00000nam a2200000   4500";

  private final RemoteCatalogues catalogues;
  private final List<RemotePart> parts;
  private final RecordReader reader;
  private final long count;

  /**
   * What became of targets that were lost while they gave records. They are not asked again: who
   * reads on would wait for them with every page.
   */
  private final Map<RemotePart, String> lost = new HashMap<>();

  /**
   * Makes it.
   *
   * @param catalogues asks the targets
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
   * @param from the position of the first at the target, from 1
   * @param number how many
   */
  private record Stretch(RemotePart part, long from, int number) {}

  @Override
  public List<FoundRecord> records(long from, int number) {
    if (from < 1 || from > count + 1) {
      throw new IndexOutOfBoundsException("record %d of %d".formatted(from, count));
    }
    var last = Math.min(count, from + number - 1);
    var stretches = new ArrayList<Stretch>();
    for (var part : parts) {
      var before = told(part, from - 1);
      stretches.add(new Stretch(part, before + 1, (int) (told(part, last) - before)));
    }
    var fetched = fetched(stretches);
    var records = new ArrayList<FoundRecord>();
    for (var position = from; position <= last; position++) {
      var turn = turn(position);
      records.add(record(parts.get(turn), fetched.get(turn).next(), position));
    }
    return records;
  }

  /** What came of each stretch: as many as it is long, whatever became of the others. */
  private List<Iterator<Fetched>> fetched(List<Stretch> stretches) {
    var asked = stretches.stream().map(this::ask).toList();
    var fetched = new ArrayList<Iterator<Fetched>>();
    for (var i = 0; i < asked.size(); i++) {
      fetched.add(await(asked.get(i), stretches.get(i)).iterator());
    }
    return fetched;
  }

  private CompletableFuture<List<Fetched>> ask(Stretch stretch) {
    var part = stretch.part();
    var fault = lost.get(part);
    if (stretch.number() == 0 || fault != null) {
      return CompletableFuture.completedFuture(refused(stretch, fault == null ? "" : fault));
    }
    return catalogues.begin(
        part.target(), () -> part.found().records(stretch.from(), stretch.number()));
  }

  private List<Fetched> await(CompletableFuture<List<Fetched>> answer, Stretch stretch) {
    var part = stretch.part();
    try {
      return RemoteCatalogues.awaitAny(answer, part.target());
    } catch (SearchException e) {
      var fault = String.valueOf(e.getMessage());
      LOG.warn("a catalogue gave no records of what it found: {}", fault);
      if (isLost(e.getCause())) {
        lost.put(part, fault);
      }
      return refused(stretch, fault);
    }
  }

  private static boolean isLost(@Nullable Throwable cause) {
    return cause instanceof TimeoutException
        || cause instanceof ZoomException fault && fault.isConnectionFault();
  }

  private static List<Fetched> refused(Stretch stretch, String reason) {
    return Collections.nCopies(stretch.number(), new Fetched.Refused(reason));
  }

  /** How many of a target's records are among the first so many of all. */
  private long told(RemotePart part, long first) {
    var rounds = rounds(first);
    var told = Math.min(part.found().count(), rounds);
    var rest = first - inRounds(rounds);
    for (var other : parts) {
      if (rest == 0) {
        break;
      }
      if (other.found().count() > rounds) {
        rest--;
        if (other.equals(part)) {
          told++;
        }
      }
    }
    return told;
  }

  /** Whose turn it is at a position. */
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

  /** How many whole rounds, in each of which every target that has more tells one, make so many. */
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
      case Fetched.Given(var given) -> record(part, given, position);
      case Fetched.Refused(var reason) -> missing(part, position, reason);
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
                        new Subfield('a', "[%s gave no record]".formatted(part.target().name())))),
                new DataField("500", ' ', ' ', List.of(new Subfield('a', reason))))));
  }

  private static RecordRef ref(RemotePart part, String key) {
    return new RecordRef(
        UUID.nameUUIDFromBytes((part.target().address() + ' ' + key).getBytes(UTF_8)), null);
  }

  @Override
  public ResultSet sorted(SortOrder order) {
    throw new SearchException(
        SearchException.Kind.UNSUPPORTED,
        "records of other catalogues come in their order, and can't be sorted",
        null);
  }

  @Override
  public List<FacetValue> facet(FacetField field, int limit) {
    throw new SearchException(
        SearchException.Kind.UNSUPPORTED, "what other catalogues found can't be counted", null);
  }

  @Override
  public void close() {
    parts.forEach(catalogues::leave);
  }
}
