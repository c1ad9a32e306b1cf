package org.samling.core.catalogue;

/** A format in which records are imported and exported. */
public enum RecordFormat {
  /** MARC 21 in ISO 2709. */
  MARC21(MarcFormat.MARC21),
  /** MARC 21 in XML: MARCXML, or marcXchange (ISO 25577). */
  MARCXML(MarcFormat.MARC21),
  /** MARC 21 in MARC-in-JSON. It is read, but not written. */
  MARC_IN_JSON(MarcFormat.MARC21),
  /** MARC 21 in MarcEdit's mnemonic format (.mrk). It is read, but not written. */
  MARC_MNEMONIC(MarcFormat.MARC21),
  /** MARC 21 in Aleph sequential. It is read, but not written. */
  ALEPH_SEQUENTIAL(MarcFormat.MARC21),
  /** danMARC2 in ISO 2709, in ISO 8859-1 with escapes for other characters. */
  DANMARC2(MarcFormat.DANMARC2),
  /** danMARC2 in lines, one for each field. */
  DANMARC2_LINE(MarcFormat.DANMARC2),
  /** danMARC2 in marcXchange (ISO 25577). */
  DANMARC2_XML(MarcFormat.DANMARC2),
  /** UNIMARC in ISO 2709. */
  UNIMARC(MarcFormat.UNIMARC),
  /** UNIMARC in marcXchange (ISO 25577), or in MARCXML. */
  UNIMARC_XML(MarcFormat.UNIMARC);

  private final MarcFormat marc;

  RecordFormat(MarcFormat marc) {
    this.marc = marc;
  }

  /** What the fields mean. */
  public MarcFormat marc() {
    return marc;
  }
}
