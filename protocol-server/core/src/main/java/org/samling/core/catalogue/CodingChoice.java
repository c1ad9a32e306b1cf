package org.samling.core.catalogue;

/**
 * The character coding in which a record was read.
 *
 * @param reason why it was chosen
 */
public record CodingChoice(Coding coding, Reason reason) {

  /** Character codings of records. */
  public enum Coding {
    /** ASCII, a subset of all others. */
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

    /** Its name for people. */
    public String label() {
      return label;
    }
  }

  /** Why a coding was chosen. */
  public enum Reason {
    /** It is set for this import or this source. */
    SETTING("as the source's setting says"),
    /** The bytes make sense in no other coding, or far less. */
    BYTES("its bytes tell"),
    /** The bytes suggest it, though not clearly, and so does the rest of the file. */
    BYTES_AND_FILE("its bytes and the file tell"),
    /** The bytes don't decide it; most of the file is in this coding. */
    FILE("undecided, read as most of the file"),
    /** Neither the bytes nor the file decide it; the leader does. */
    LEADER("undecided, read as its leader says");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /** Whether the coding is a guess that may be wrong. */
  public boolean isUndecided() {
    return reason == Reason.FILE || reason == Reason.LEADER;
  }

  /** The coding and the reason: {@code MARC-8: its bytes tell}. */
  @Override
  public String toString() {
    return coding == Coding.ASCII ? coding.label : coding.label + ": " + reason.text;
  }
}
