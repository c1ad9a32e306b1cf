package org.samling.core.catalogue;

/**
 * The character coding in which a record was read.
 *
 * @param reason why it was taken
 */
public record CodingChoice(Coding coding, Reason reason) {

  /** Character codings of records. */
  public enum Coding {
    /** ASCII, which is a part of all others. */
    ASCII("ASCII"),
    /** Unicode. */
    UTF_8("UTF-8"),
    /** The coding of MARC 21 before Unicode, with ANSEL for Latin letters. */
    MARC_8("MARC-8"),
    /** ISO 8859-1 with the additions of Windows-1252. */
    LATIN_1("Latin-1 (Windows-1252)"),
    /** The coding of UNIMARC. */
    ISO_5426("ISO 5426");

    private final String label;

    Coding(String label) {
      this.label = label;
    }

    /** What it is called. */
    public String label() {
      return label;
    }
  }

  /** Why a coding was taken. */
  public enum Reason {
    /** Somebody said so for this import or this source. */
    SETTING("as the source's setting says"),
    /** Its bytes make sense in no other, or in others far less. */
    BYTES("its bytes tell"),
    /** Its bytes speak for it, though not clearly, and so does the rest of the file. */
    BYTES_AND_FILE("its bytes and the file tell"),
    /** Its bytes leave it open; most of the file is in this one. */
    FILE("undecided, read as most of the file"),
    /** Its bytes leave it open, and so does the file. */
    LEADER("undecided, read as its leader says");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /** Whether it may be another one. */
  public boolean isUndecided() {
    return reason == Reason.FILE || reason == Reason.LEADER;
  }

  /** The coding and the reason: {@code MARC-8: its bytes tell}. */
  @Override
  public String toString() {
    return coding == Coding.ASCII ? coding.label : coding.label + ": " + reason.text;
  }
}
