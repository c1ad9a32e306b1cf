package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/** What a title is known by. */
public sealed interface BibliographicId {

  /**
   * A number that stands in the publication, such as an ISBN.
   *
   * @param bibliographicItemIdentifier the number
   * @param bibliographicItemIdentifierCode what kind of number it is
   */
  record BibliographicItemId(
      String bibliographicItemIdentifier, @Nullable SchemeValue bibliographicItemIdentifierCode)
      implements BibliographicId {}

  /**
   * The number of a catalogue record, and whose number it is: an agency's, or one of a kind that is
   * known by its code. If both are given, the agency is what is written.
   */
  record BibliographicRecordId(
      String bibliographicRecordIdentifier,
      @Nullable SchemeValue agencyId,
      @Nullable SchemeValue bibliographicRecordIdentifierCode)
      implements BibliographicId {
    public BibliographicRecordId {
      if (agencyId == null && bibliographicRecordIdentifierCode == null) {
        throw new IllegalArgumentException(
            "a record's number needs the agency or the code of those who gave it");
      }
    }
  }
}
