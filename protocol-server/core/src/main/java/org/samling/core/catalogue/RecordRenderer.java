package org.samling.core.catalogue;

import java.util.Optional;

/**
 * The port that gives a record in the form that somebody asked for, whatever format it is in. What
 * the other format has no place for is lost on the way; the original is not touched.
 */
public interface RecordRenderer {

  /**
   * A record in the fields of another format.
   *
   * @param content the record
   * @param from what its fields mean
   * @param to the format that is wanted
   * @return the record itself where it is in that format already; nothing where there is no mapping
   *     (none leads to UNIMARC)
   */
  Optional<MarcContent> mapped(MarcContent content, MarcFormat from, MarcFormat to);

  /**
   * Writes a record, in UTF-8 (as the leader of MARC 21 then says), danMARC2 in ISO 2709 and in
   * lines in ISO 8859-1 with its escapes. XML has no declaration.
   *
   * @param content the record
   * @param from what its fields mean
   * @param syntax the form that is wanted
   * @return the bytes, or nothing where the form can't hold the record (ISO 2709 ends at 9,999
   *     bytes for a field and 99,999 for a record) or no mapping leads to it
   */
  Optional<Bytes> render(MarcContent content, MarcFormat from, RecordSyntax syntax);

  /** Writes a record as {@link #render(MarcContent, MarcFormat, RecordSyntax)} does. */
  Optional<Bytes> render(PackedContent content, MarcFormat from, RecordSyntax syntax);

  /**
   * Gives a record that is kept: its original, byte for byte, where it came in the form that is
   * wanted; else it is written. An original of MARC 21 may be in MARC-8, as its leader then says,
   * one of danMARC2 in lines may be in UTF-8; XML that is no MARCXML (marcXchange) is written as
   * MARCXML.
   *
   * @param syntax the form that is wanted
   * @return the bytes, or nothing where the form can't hold the record or no mapping leads to it
   */
  Optional<Bytes> render(CatalogueRecord record, RecordSyntax syntax);
}
