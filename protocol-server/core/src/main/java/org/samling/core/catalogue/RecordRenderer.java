package org.samling.core.catalogue;

import java.util.Optional;

/** The port that writes a record in the format that somebody asked for. */
public interface RecordRenderer {

  /**
   * Writes a record, in UTF-8 (as the leader of MARC 21 then says), danMARC2 in ISO 2709 and in
   * lines in ISO 8859-1 with its escapes.
   *
   * @param content the record
   * @param format the format
   * @return the bytes, or nothing where the format can't hold the record (ISO 2709 ends at 9,999
   *     bytes for a field and 99,999 for a record) or is only read
   */
  Optional<Bytes> render(MarcContent content, RecordFormat format);
}
