package org.samling.core.search;

/** A facet by which the records of a result set are counted. */
public enum FacetField {
  /** Creators, in the fullest form in the record. */
  AUTHOR,
  /** Subjects, in the fullest form in the record. */
  SUBJECT,
  /** The year of publication. */
  YEAR,
  /** The language of the text, as a MARC code: dan, eng. A record may have several. */
  LANGUAGE,
  /**
   * The kind of material: danMARC2's general and specific codes with a slash between them, as in
   * {@link org.samling.core.catalogue.Description}: a/xx, s/xc.
   */
  MATERIAL
}
