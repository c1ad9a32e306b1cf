package org.samling.zoom;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.ill.rota.HoldingsLookUp;
import org.samling.core.ill.rota.SoughtTitle;
import org.samling.core.search.Query;
import org.samling.core.search.SearchException;
import org.samling.zoom.ZoomResultSet.Fetched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for titles in the catalogues of lending libraries, all at once, each within its time-out
 * and the limits of {@link RemoteCatalogues}. Over Z39.50 it asks for OPAC records, over SRU for
 * holdings in ISO 20775 beside the records; a target that has neither is asked for its records
 * alone. Safe for use by many threads.
 */
public final class RemoteHoldings implements HoldingsLookUp {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteHoldings.class);

  /** However long a target may take for one answer, staff don't wait longer than this. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final RemoteCatalogues catalogues;
  private final List<LendingTarget> targets;
  private final RecordReader reader;

  /**
   * A target with the library that lends what it finds.
   *
   * @param catalogue the library, under the target's name
   */
  public record LendingTarget(ZoomTarget target, LendingCatalogue catalogue) {}

  /**
   * Makes a look-up.
   *
   * @param catalogues calls the targets
   * @param targets those of lending libraries
   * @param reader reads their records
   */
  public RemoteHoldings(
      RemoteCatalogues catalogues, List<LendingTarget> targets, RecordReader reader) {
    this.catalogues = catalogues;
    this.targets = List.copyOf(targets);
    this.reader = reader;
  }

  @Override
  public List<LendingCatalogue> catalogues() {
    return targets.stream().map(LendingTarget::catalogue).toList();
  }

  @Override
  public List<Answer> ask(List<LendingCatalogue> wanted, SoughtTitle sought) {
    var asked = targets.stream().filter(each -> wanted.contains(each.catalogue())).toList();
    var begun = System.nanoTime();
    var pending =
        asked.stream()
            .map(each -> catalogues.begin(each.target(), () -> hits(each.target(), sought)))
            .toList();
    var answers = new ArrayList<Answer>();
    for (var i = 0; i < asked.size(); i++) {
      answers.add(answer(asked.get(i), pending.get(i), begun));
    }
    return answers;
  }

  private static Answer answer(
      LendingTarget asked, CompletableFuture<List<Hit>> pending, long begun) {
    var catalogue = asked.catalogue();
    var limit = asked.target().timeout();
    var most = limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
    var left = most.minusNanos(System.nanoTime() - begun);
    try {
      return new Answer(
          catalogue, RemoteCatalogues.await(pending, asked.target(), most, left), null);
    } catch (SearchException e) {
      LOG.warn("a title was not looked for in a catalogue: {}", e.getMessage());
      return new Answer(catalogue, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private List<Hit> hits(ZoomTarget target, SoughtTitle sought) {
    var queries = sought.queries();
    if (target.isSru()) {
      return hits(target, sought, queries, target.withCopies());
    }
    try {
      return hits(target.withCopies(), sought, queries, null);
    } catch (ZoomException e) {
      if (e.isConnectionFault()) {
        throw e;
      }
      return hits(target, sought, queries, null);
    }
  }

  /**
   * The hits of the first query that finds the title; of the last one, if none does.
   *
   * @param copies the same target, asked for the copies alone; null where they come with the
   *     records
   */
  private List<Hit> hits(
      ZoomTarget target, SoughtTitle sought, List<Query> queries, @Nullable ZoomTarget copies) {
    List<Hit> hits = List.of();
    ZoomException refusal = null;
    try (var connection = ZoomConnection.open(target)) {
      for (var query : queries) {
        try (var found = connection.search(query)) {
          hits =
              hits(
                  target,
                  found,
                  copies == null || found.count() < 1 ? List.of() : copies(copies, query));
          refusal = null;
        } catch (ZoomException e) {
          // A target that can't be searched by a number may be by the title.
          if (e.isConnectionFault()) {
            throw e;
          }
          refusal = e;
        }
        if (hits.stream().anyMatch(hit -> sought.match(hit) != null)) {
          return hits;
        }
      }
    }
    if (refusal != null) {
      throw refusal;
    }
    return hits;
  }

  private List<Hit> hits(ZoomTarget target, ZoomResultSet found, List<List<Copy>> copies) {
    if (found.count() < 1) {
      return List.of();
    }
    var fetched = found.records(1, MOST_HITS);
    var hits = new ArrayList<Hit>();
    for (var i = 0; i < fetched.size(); i++) {
      if (fetched.get(i) instanceof Fetched.Returned(var record)) {
        var own = i < copies.size() ? copies.get(i) : record.copies();
        var hit = hit(target, record, own);
        if (hit != null) {
          hits.add(hit);
        }
      }
    }
    if (hits.isEmpty() && fetched.getFirst() instanceof Fetched.Missing(var reason)) {
      throw ZoomException.refusal(target.name(), 0, "Samling", reason, "");
    }
    return hits;
  }

  /** The copies of each hit of a query, by position; none where the target does not tell them. */
  private static List<List<Copy>> copies(ZoomTarget target, Query query) {
    try (var connection = ZoomConnection.open(target);
        var found = connection.search(query)) {
      return found.count() < 1
          ? List.of()
          : found.records(1, MOST_HITS).stream().map(RemoteHoldings::copies).toList();
    } catch (ZoomException e) {
      LOG.debug("no holdings: {}", e.getMessage());
      return List.of();
    }
  }

  private static List<Copy> copies(Fetched fetched) {
    try {
      return fetched instanceof Fetched.Returned(var record)
          ? HoldingsXml.copies(record.bytes().toArray())
          : List.of();
    } catch (XMLStreamException _) {
      return List.of();
    }
  }

  private @Nullable Hit hit(ZoomTarget target, ZoomRecord record, List<Copy> copies) {
    try {
      var results =
          reader.read(
              new ByteArrayInputStream(record.bytes().toArray()),
              new RecordReader.Options(null, target.source(), false));
      return results.hasNext() && results.next() instanceof ReadResult.Accepted accepted
          ? new Hit(
              accepted.record().key(),
              accepted.record().brief(),
              SoughtTitle.issns(accepted.record().content()),
              copies)
          : null;
    } catch (UncheckedIOException _) {
      return null;
    }
  }
}
