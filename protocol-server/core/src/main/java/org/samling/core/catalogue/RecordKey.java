package org.samling.core.catalogue;

/**
 * The identity of a bibliographic record: the agency that made it and the number it gave it.
 *
 * @param source the agency that made the record, as its library number or MARC organisation code
 *     (MARC 21 field 003, danMARC2 001 *b); at most {@value #MAX_LENGTH} characters, none of them a
 *     colon
 * @param number the agency's own control number (field 001; in danMARC2 its *a); at most {@value
 *     #MAX_LENGTH} characters
 */
public record RecordKey(String source, String number) {

  /** The longest source or number, in characters. */
  public static final int MAX_LENGTH = 100;

  /** Checks both parts; the exception's message names the faulty one. */
  public RecordKey {
    check("source", source);
    check("number", number);
    if (source.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "the source of a record may not contain a colon: " + source);
    }
  }

  /**
   * Reads the written form {@code source:number}.
   *
   * @throws IllegalArgumentException when there is no colon or a part is empty or too long
   */
  public static RecordKey parse(String text) {
    var colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "a record is named as source:number, for example 870970:51234567, not \"" + text + "\"");
    }
    return new RecordKey(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The written form {@code source:number}. */
  @Override
  public String toString() {
    return source + ":" + number;
  }

  /** Whether a text can be the number of a record. */
  public static boolean canBeNumber(String text) {
    return !text.isBlank() && text.length() <= MAX_LENGTH;
  }

  private static void check(String part, String value) {
    if (!canBeNumber(value)) {
      throw new IllegalArgumentException(
          "the " + part + " of a record has 1 to " + MAX_LENGTH + " characters: \"" + value + "\"");
    }
  }
}
