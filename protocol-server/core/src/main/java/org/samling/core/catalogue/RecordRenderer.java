package org.samling.core.catalogue;

import java.util.Optional;

/**
 * The port that renders a record in a requested syntax, whatever its own format. What the other
 * format has no place for is lost; the original stays as it is.
 */
public interface RecordRenderer {

  /**
   * Converts a record to the fields of another format.
   *
   * @param content the record
   * @param from its format
   * @param to the requested format
   * @return the record itself where it is in that format already; empty where there is no mapping
   *     (none leads to UNIMARC from another format)
   */
  Optional<MarcContent> convert(MarcContent content, MarcFormat from, MarcFormat to);

  /**
   * Writes a record in UTF-8 (which the leader of MARC 21, or 100 $a of UNIMARC, then states);
   * danMARC2 in ISO 2709 and in lines in ISO 8859-1 with its escapes. XML has no declaration.
   *
   * @param content the record
   * @param from its format
   * @param syntax the requested syntax
   * @return the bytes, or empty where the syntax can't hold the record (ISO 2709 is limited to
   *     9,999 bytes for a field and 99,999 for a record) or no mapping leads to it
   */
  Optional<Bytes> render(MarcContent content, MarcFormat from, RecordSyntax syntax);

  /** Writes a record as {@link #render(MarcContent, MarcFormat, RecordSyntax)} does. */
  Optional<Bytes> render(PackedContent content, MarcFormat from, RecordSyntax syntax);

  /**
   * Renders a stored record: the original, byte for byte, where it is in the requested syntax; else
   * it is written anew. An original in MARC 21 may be in MARC-8, as its leader then states, one in
   * danMARC2 lines may be in UTF-8; XML other than MARCXML (marcXchange) is written as MARCXML.
   *
   * @param syntax the requested syntax
   * @return the bytes, or empty where the syntax can't hold the record or no mapping leads to it
   */
  Optional<Bytes> render(CatalogueRecord record, RecordSyntax syntax);
}
