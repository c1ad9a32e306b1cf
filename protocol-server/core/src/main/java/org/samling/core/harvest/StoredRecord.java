package org.samling.core.harvest;

import java.util.Optional;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.search.RecordRef;

/**
 * A stored record with its row.
 *
 * @param ref its row and owner
 * @param record the record as it came
 * @param shown its content as it is shown, with the headings of the authority records that it
 *     follows
 */
public record StoredRecord(RecordRef ref, CatalogueRecord record, MarcContent shown) {

  /**
   * Renders it: the original, byte for byte, where that is in the requested syntax and as it is
   * shown; else it is written anew.
   *
   * @return the bytes, or empty where the syntax can't hold the record or no mapping leads to it
   */
  public Optional<Bytes> rendered(RecordRenderer renderer, RecordSyntax syntax) {
    return shown.equals(record.content())
        ? renderer.render(record, syntax)
        : renderer.render(shown, record.format().marc(), syntax);
  }
}
