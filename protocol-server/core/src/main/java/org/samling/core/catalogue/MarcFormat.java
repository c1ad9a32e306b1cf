package org.samling.core.catalogue;

/** What the fields of a record mean: the format that ISO 25577 names beside its structure. */
public enum MarcFormat {
  /** MARC 21. */
  MARC21,
  /**
   * danMARC2, the Danish format, and danMARC3, which identifies itself in 001 *f. Each field has
   * indicators and subfields, 001 and 008 too.
   */
  DANMARC2,
  /** UNIMARC. */
  UNIMARC
}
