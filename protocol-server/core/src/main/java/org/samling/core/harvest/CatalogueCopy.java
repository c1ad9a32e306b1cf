package org.samling.core.harvest;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;

/**
 * The port that reads a snapshot of a catalogue, whatever is written meanwhile. Every method throws
 * {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface CatalogueCopy {

  /** Which records of a catalogue. */
  sealed interface RecordSelection {

    /** All. */
    record All() implements RecordSelection {}

    /**
     * Those with these numbers.
     *
     * @param numbers each a {@code source:number}, or a number of any source; read lazily
     */
    record Numbers(Iterator<String> numbers) implements RecordSelection {}

    /**
     * The records found by a search.
     *
     * @param found batches of the records found; read lazily
     */
    record Found(Iterator<List<RecordRef>> found) implements RecordSelection {}
  }

  /**
   * Reads records one after another; memory does not grow with their number.
   *
   * @param scope whose catalogue
   * @param wanted which of its records
   * @param changedSince only those that were added or changed at this time or later, or null
   * @param to receives each record
   */
  void read(
      SearchScope.OfCatalogue scope,
      RecordSelection wanted,
      @Nullable Instant changedSince,
      Consumer<StoredRecord> to);

  /** The approximate number of records in the catalogue, for a progress bar. */
  long approximateCount(SearchScope.OfCatalogue scope);
}
