package org.samling.core.catalogue;

/** The port that makes a full bibliographic record from the plain facts of a publication. */
public interface RecordMaker {

  /**
   * Makes a MARC 21 record in ISO 2709 and UTF-8. The same facts always give the same bytes.
   *
   * @return the record, with its original bytes
   */
  CatalogueRecord make(Work work);
}
