package org.samling.core.catalogue;

/** A format in which records reach the library and leave it. */
public enum RecordFormat {
  /** MARC 21 in ISO 2709. */
  MARC21,
  /** MARC 21 in MARCXML. */
  MARCXML
}
