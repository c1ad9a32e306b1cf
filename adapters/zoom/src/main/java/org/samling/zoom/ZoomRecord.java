package org.samling.zoom;

import java.util.List;
import org.samling.core.catalogue.Bytes;
import org.samling.core.ill.rota.HoldingsLookUp.Copy;

/**
 * A record as returned by a target.
 *
 * @param syntax its record syntax, such as {@code USmarc}, {@code Danmarc} or {@code XML}
 * @param copies the copies of an OPAC record; empty for other records
 */
public record ZoomRecord(String syntax, Bytes bytes, List<Copy> copies) {

  /** Copies the list. */
  public ZoomRecord {
    copies = List.copyOf(copies);
  }

  /** A record without copies. */
  public ZoomRecord(String syntax, Bytes bytes) {
    this(syntax, bytes, List.of());
  }
}
