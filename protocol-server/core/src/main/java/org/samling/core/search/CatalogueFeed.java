package org.samling.core.search;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;

/**
 * The port that tells an index what changed in the catalogue, in the order of commit and without a
 * gap. Every method throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface CatalogueFeed {

  /**
   * A place in the feed. What lies before it has been told.
   *
   * @param origin the database whose feed it is a place in, and which course that has taken: means
   *     nothing in another's, nor after a standby took over or the database was restored
   * @param transaction the transaction in which a record was changed last
   */
  record Position(String origin, long transaction, UUID record) {

    /**
     * Why what was read up to here can't be gone on from in a feed, or null where it can.
     *
     * @param end the end of that feed
     */
    public @Nullable String whyLost(Position end) {
      if (!origin.equals(end.origin)) {
        return "it was made from another database, or before a standby took over or a restoration";
      }
      return transaction > end.transaction ? "the database was put back to an earlier state" : null;
    }
  }

  /**
   * The place after everything that is committed and can have no earlier transaction still under
   * way. Taken before all records are read, it is where to go on afterwards.
   */
  Position end();

  /**
   * What changed after a place; each record once, as it is now. What is told of a place that is no
   * longer one of this feed ({@link Position#whyLost}) means nothing.
   *
   * @param position the place
   * @param limit how many entries at most
   * @return the entries, none where nothing changed, and the place after them
   */
  Changes changesAfter(Position position, int limit);

  /**
   * All records, in the order of their numbers.
   *
   * @param after the record after which to go on, or null to begin
   * @param limit how many entries at most
   * @return the entries; none when there are no more
   */
  List<Entry> recordsAfter(@Nullable UUID after, int limit);

  /** How many records there are, about, for a progress bar. */
  long approximateCount();

  /**
   * A piece of the feed.
   *
   * @param entries what changed
   * @param next the place to go on from
   * @param end the end of the feed as it was meanwhile
   */
  record Changes(List<Entry> entries, Position next, Position end) {

    /** Copies the list. */
    public Changes {
      entries = List.copyOf(entries);
    }
  }

  /** A record as the feed tells it. */
  sealed interface Entry {
    /** The record's number. */
    UUID id();
  }

  /**
   * A record that is there.
   *
   * @param ref which
   * @param key what it is known by
   * @param marc what its fields mean
   * @param holders the tenants that have items of it
   * @param isLayer whether its owner sees it in place of a common record that is there: others see
   *     that one, also in a union catalogue
   */
  record Present(
      RecordRef ref,
      RecordKey key,
      MarcFormat marc,
      MarcContent content,
      Set<TenantId> holders,
      boolean isLayer)
      implements Entry {

    /** Copies the set. */
    public Present {
      holders = Set.copyOf(holders);
    }

    @Override
    public UUID id() {
      return ref.id();
    }
  }

  /**
   * A record that is no more.
   *
   * @param id the record
   */
  record Gone(UUID id) implements Entry {}
}
