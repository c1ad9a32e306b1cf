package org.samling.core.search;

/** By what the records of a result set are counted. */
public enum FacetField {
  /** Makers, in the fullest form that the record gives. */
  AUTHOR,
  /** Subjects, in the fullest form that the record gives. */
  SUBJECT,
  /** The year of publication. */
  YEAR,
  /** The language of the text, as a MARC code: dan, eng. A record may have several. */
  LANGUAGE,
  /**
   * What kind of thing it is: danMARC2's codes of the general and the specific material with a
   * slash between them, as in {@link org.samling.core.catalogue.Description}: a/xx, s/xc.
   */
  MATERIAL
}
