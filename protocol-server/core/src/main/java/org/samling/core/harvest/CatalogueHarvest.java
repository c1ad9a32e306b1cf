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
 * The port that tells those outside what changed in a catalogue since when, deletions included, in
 * the order of commit and without a gap. Every method throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 *
 * <p>A change counts as made at the first moment after its transaction, so that times go up in the
 * order of commit: what was still under way at a moment has a later time than that moment.
 */
public interface CatalogueHarvest {

  /**
   * How far the catalogue can be told.
   *
   * @param origin the database whose transactions are counted; positions mean nothing in another's
   * @param transaction every transaction before this one has ended
   * @param at when that was so; everything that is not told yet will have a later time
   */
  record Moment(String origin, long transaction, Instant at) {}

  /**
   * A place among the changes. What lies before it has been told.
   *
   * @param transaction the transaction in which a record was changed last
   */
  record Position(long transaction, UUID record) {}

  /**
   * Which records.
   *
   * @param scope whose catalogue
   * @param subset which of them
   * @param from changed in this second or later, or null for any
   * @param until changed in this second or earlier, or null for any
   */
  record Selection(
      SearchScope scope, Subset subset, @Nullable Instant from, @Nullable Instant until) {}

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

  /** A record as it is told. */
  sealed interface Change {

    /** The tenant whose local record it is, or null for a common one. */
    @Nullable TenantId owner();

    /** What it is known by. */
    RecordKey key();

    /** What its fields mean, or meant. */
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
  record Present(KeptRecord kept, Instant at) implements Change {
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
   * A record that was in the catalogue and is no more: deleted, or a common one of which the tenant
   * has no item any more.
   */
  record Gone(@Nullable TenantId owner, RecordKey key, MarcFormat marc, Instant at)
      implements Change {}

  /**
   * A piece of what changed.
   *
   * @param changes the changes, each record once, as it is now
   * @param next the place to go on from, or null where that was all
   */
  record Piece(List<Change> changes, @Nullable Position next) {

    /** Copies the list. */
    public Piece {
      changes = List.copyOf(changes);
    }
  }

  /** Notes how far the catalogue can be told now. */
  Moment mark();

  /** The earliest time that a change can have. */
  Instant earliest();

  /**
   * What changed.
   *
   * @param selection which records
   * @param moment how far to tell
   * @param after the place to go on from, or null to begin
   * @param limit how many at most, 1 or more
   */
  Piece changes(Selection selection, Moment moment, @Nullable Position after, int limit);

  /**
   * One record.
   *
   * @param scope whose catalogue
   * @param owner the tenant whose local record it is, or null for a common one
   * @param key what it is known by
   * @return nothing where it never was in this catalogue
   */
  Optional<Change> record(SearchScope scope, @Nullable TenantId owner, RecordKey key);

  /** The agencies that made records which may be in a catalogue, in order. */
  List<String> sources(SearchScope scope);
}
