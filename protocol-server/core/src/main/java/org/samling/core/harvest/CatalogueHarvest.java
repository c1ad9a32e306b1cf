package org.samling.core.harvest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.SearchScope;

/**
 * The port by which harvesters follow the changes of a catalogue, deletions included, in commit
 * order and without gaps. Every method throws {@link org.samling.core.StoreException} when the
 * store can't be reached.
 *
 * <p>A change is dated to the first {@link Moment} after its transaction, so that times rise in
 * commit order: a change still uncommitted at a moment gets a later time than that moment.
 */
public interface CatalogueHarvest {

  /**
   * The point up to which changes can be listed.
   *
   * @param origin the database whose transactions are counted; positions mean nothing in another's
   * @param transaction every transaction before this one has ended
   * @param at when that was so; every change not listed yet will have a later time
   */
  record Moment(String origin, long transaction, Instant at) {}

  /**
   * A position among the changes. Everything before it has been listed.
   *
   * @param transaction the transaction in which a record was changed last
   */
  record Position(long transaction, UUID record) {}

  /**
   * Which records.
   *
   * @param scope whose catalogue
   * @param subset which of them
   * @param onlyIn of these only the records of this format, or null for those of any
   * @param from changed in this second or later, or null for any
   * @param until changed in this second or earlier, or null for any
   */
  record Selection(
      SearchScope.OfCatalogue scope,
      Subset subset,
      @Nullable MarcFormat onlyIn,
      @Nullable Instant from,
      @Nullable Instant until) {}

  /** A part of a catalogue. */
  sealed interface Subset {

    /** All of it. */
    record All() implements Subset {}

    /** The records that belong to no tenant. */
    record Common() implements Subset {}

    /** The tenants' own records. */
    record Local() implements Subset {}

    /** The records that one agency made. */
    record OfSource(String source) implements Subset {}

    /** The records of one format. */
    record OfFormat(MarcFormat format) implements Subset {}
  }

  /** A changed record. */
  sealed interface Change {

    /** The tenant whose local record it is, or null for a common one. */
    @Nullable TenantId owner();

    /** The record's key. */
    RecordKey key();

    /** The format of the record, or of its last version. */
    MarcFormat marc();

    /** When it was changed last. */
    Instant at();
  }

  /**
   * A record that is in the catalogue.
   *
   * @param kept the record as it is now
   * @param at when it was changed last
   */
  record Present(StoredRecord kept, Instant at) implements Change {
    @Override
    public @Nullable TenantId owner() {
      return kept.ref().owner();
    }

    @Override
    public RecordKey key() {
      return kept.record().key();
    }

    @Override
    public MarcFormat marc() {
      return kept.record().format().marc();
    }
  }

  /**
   * A record that is no longer in the catalogue: deleted, or a common one of which the tenant no
   * longer has an item.
   */
  record Gone(@Nullable TenantId owner, RecordKey key, MarcFormat marc, Instant at)
      implements Change {}

  /**
   * A batch of changes.
   *
   * @param changes the changes, each record once, as it is now
   * @param next the position to go on from, or null where that was all
   */
  record Piece(List<Change> changes, @Nullable Position next) {

    /** Copies the list. */
    public Piece {
      changes = List.copyOf(changes);
    }
  }

  /** Records the point up to which changes can be listed now. */
  Moment mark();

  /** The earliest time that a change can have. */
  Instant earliest();

  /**
   * Lists changes.
   *
   * @param selection which records
   * @param moment up to where to list
   * @param after the position to go on from, or null to begin
   * @param limit how many at most, 1 or more
   */
  Piece changes(Selection selection, Moment moment, @Nullable Position after, int limit);

  /**
   * One record.
   *
   * @param scope whose catalogue
   * @param owner the tenant whose local record it is, or null for a common one
   * @return empty where it never was in this catalogue
   */
  Optional<Change> record(SearchScope.OfCatalogue scope, @Nullable TenantId owner, RecordKey key);

  /** The agencies of the records that may be in a catalogue, in order. */
  List<String> sources(SearchScope.OfCatalogue scope);
}
