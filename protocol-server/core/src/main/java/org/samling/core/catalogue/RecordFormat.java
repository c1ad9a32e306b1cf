package org.samling.core.catalogue;

/** The format in which a record reached the library, and in which its original bytes are kept. */
public enum RecordFormat {
  /** MARC 21 in ISO 2709. */
  MARC21,
  /** MARC 21 in MARCXML. */
  MARCXML
}
