package org.samling.core.harvest;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;

/**
 * The port that reads a catalogue as it stands at one moment, whatever is written meanwhile. Every
 * method throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface CatalogueCopy {

  /** Which records of a catalogue. */
  sealed interface Wanted {

    /** All. */
    record All() implements Wanted {}

    /**
     * Those with these numbers.
     *
     * @param numbers each a {@code source:number}, or a number of whatever source; asked for as
     *     they are needed
     */
    record Numbers(Iterator<String> numbers) implements Wanted {}

    /**
     * Those that were found.
     *
     * @param found pieces of what was found; asked for as they are needed
     */
    record Found(Iterator<List<RecordRef>> found) implements Wanted {}
  }

  /**
   * Reads records one after another; memory does not grow with their number.
   *
   * @param scope whose catalogue
   * @param wanted which of its records
   * @param changedSince only those that were added or changed at this time or later, or null
   * @param to is given each record
   */
  void read(
      SearchScope scope, Wanted wanted, @Nullable Instant changedSince, Consumer<KeptRecord> to);

  /** How many records of the catalogue there are, about, for a progress bar. */
  long approximateCount(SearchScope scope);
}
