package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/** An identifier of a title. */
public sealed interface BibliographicId {

  /**
   * A number printed in the publication, such as an ISBN.
   *
   * @param bibliographicItemIdentifier the number
   * @param bibliographicItemIdentifierCode the type of number
   */
  record BibliographicItemId(
      String bibliographicItemIdentifier, @Nullable SchemeValue bibliographicItemIdentifierCode)
      implements BibliographicId {}

  /**
   * The number of a catalogue record, and its issuer: an agency, or a type of number identified by
   * its code. If both are given, the agency is written.
   */
  record BibliographicRecordId(
      String bibliographicRecordIdentifier,
      @Nullable SchemeValue agencyId,
      @Nullable SchemeValue bibliographicRecordIdentifierCode)
      implements BibliographicId {
    public BibliographicRecordId {
      if (agencyId == null && bibliographicRecordIdentifierCode == null) {
        throw new IllegalArgumentException(
            "a record number needs the agency or the code of its issuer");
      }
    }
  }
}
