package org.samling.core.search;

import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.catalogue.RecordKey;

/**
 * A record that was found, as it was when it was indexed.
 *
 * @param ref which
 * @param key what it is known by
 * @param marc what its fields mean
 * @param packed its content
 */
public record FoundRecord(RecordRef ref, RecordKey key, MarcFormat marc, PackedContent packed) {

  /** A record whose content is at hand in parts. */
  public FoundRecord(RecordRef ref, RecordKey key, MarcFormat marc, MarcContent content) {
    this(ref, key, marc, PackedContent.of(content));
  }

  /** Its content, taken apart anew with each call. */
  public MarcContent content() {
    return packed.content();
  }
}
