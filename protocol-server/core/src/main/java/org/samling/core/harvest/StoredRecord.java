package org.samling.core.harvest;

import java.util.Optional;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.search.RecordRef;

/**
 * A stored record with its row.
 *
 * @param ref its row and owner
 * @param record the record; its content has the headings of the authority records that it follows
 * @param isAsItCame whether that is what its original has, too
 */
public record StoredRecord(RecordRef ref, CatalogueRecord record, boolean isAsItCame) {

  /**
   * Renders it: the original, byte for byte, where that is in the requested syntax and as it is
   * shown; else it is written anew.
   *
   * @return the bytes, or empty where the syntax can't hold the record or no mapping leads to it
   */
  public Optional<Bytes> rendered(RecordRenderer renderer, RecordSyntax syntax) {
    return isAsItCame
        ? renderer.render(record, syntax)
        : renderer.render(record.content(), record.format().marc(), syntax);
  }
}
