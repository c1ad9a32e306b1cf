package org.samling.core.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;

/**
 * The port that feeds an index the changes of the catalogue, in commit order and without gaps.
 * Every method throws {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface CatalogueFeed {

  /**
   * A position in the feed. Everything before it has been read.
   *
   * @param origin identifies the database and its timeline: a position is invalid in another
   *     database, and after a standby took over or the database was restored
   * @param transaction the transaction in which a record was changed last
   */
  record Position(String origin, long transaction, UUID record) {

    /**
     * Why a feed can't be resumed from this position, or null where it can.
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
   * The position after all committed changes that no open transaction can precede. Taken before all
   * records are read, it is where to resume afterwards.
   */
  Position end();

  /**
   * A position from before a standby took over, as one of the feed as it is now: where nothing up
   * to it can have been lost with the old primary, whatever was made of the feed goes on from it.
   *
   * @param position one that is no longer valid ({@link Position#whyLost})
   * @return empty where that can't be told
   */
  default Optional<Position> continued(Position position) {
    return Optional.empty();
  }

  /**
   * The changes after a position; each record once, as it is now. The result for a position that is
   * no longer valid in this feed ({@link Position#whyLost}) is meaningless.
   *
   * @param position the position
   * @param limit how many entries at most
   * @return the entries, empty where nothing changed, and the position after them
   */
  Changes changesAfter(Position position, int limit);

  /**
   * All records, in the order of their numbers.
   *
   * @param after the last record read, or null to begin
   * @param limit how many entries at most
   * @return the entries; empty when there are no more
   */
  List<Entry> recordsAfter(@Nullable UUID after, int limit);

  /** The approximate number of records, for a progress bar. */
  long approximateCount();

  /**
   * A batch of the feed.
   *
   * @param entries the changes
   * @param next the position to go on from
   * @param end the end of the feed at the time of reading
   */
  record Changes(List<Entry> entries, Position next, Position end) {

    /** Copies the list. */
    public Changes {
      entries = List.copyOf(entries);
    }
  }

  /** A record in the feed. */
  sealed interface Entry {
    /** The record's number. */
    UUID id();
  }

  /**
   * A record that exists.
   *
   * @param ref its reference in the store
   * @param key its key
   * @param marc its format
   * @param holders the tenants that have items of it
   * @param isLayer whether its owner sees it in place of an existing common record; others see the
   *     common one, also in a union catalogue
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
   * A record that was deleted.
   *
   * @param id the record
   */
  record Gone(UUID id) implements Entry {}
}
