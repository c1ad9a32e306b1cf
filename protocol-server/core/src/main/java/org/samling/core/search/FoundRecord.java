package org.samling.core.search;

import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.catalogue.RecordKey;

/**
 * A record in a result set, as it was when it was indexed.
 *
 * @param ref its reference in the store
 * @param key its key
 * @param marc its format
 * @param packed its content
 */
public record FoundRecord(RecordRef ref, RecordKey key, MarcFormat marc, PackedContent packed) {

  /** A record with unpacked content. */
  public FoundRecord(RecordRef ref, RecordKey key, MarcFormat marc, MarcContent content) {
    this(ref, key, marc, PackedContent.of(content));
  }

  /** Its content, unpacked anew with each call. */
  public MarcContent content() {
    return packed.content();
  }
}
