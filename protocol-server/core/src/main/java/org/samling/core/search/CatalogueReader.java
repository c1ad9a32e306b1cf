package org.samling.core.search;

import java.util.List;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemState;

/** The port that reads the records which a search found, as the store has them now. */
public interface CatalogueReader {

  /** How many items of one record are told at most. */
  int MAX_ITEMS = 200;

  /**
   * Reads records.
   *
   * @param scope whose catalogue was searched
   * @param refs which records
   * @return those that are still there, in the order of {@code refs}
   * @throws org.samling.core.StoreException when the store can't be asked
   */
  List<Found> read(SearchScope scope, List<RecordRef> refs);

  /**
   * A record that was found.
   *
   * @param ref which
   * @param key what it is known by
   * @param content its content
   * @param items the items that the tenant whose catalogue was searched has of it, by branch and
   *     barcode, at most {@link #MAX_ITEMS}; none in the union catalogue
   */
  record Found(RecordRef ref, RecordKey key, MarcContent content, List<ItemState> items) {

    /** Copies the list. */
    public Found {
      items = List.copyOf(items);
    }
  }
}
