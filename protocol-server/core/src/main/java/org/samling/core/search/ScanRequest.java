package org.samling.core.search;

/**
 * A stretch of a field's terms in filing order, around a place (Z39.50-2003, 3.2.8; SRU 2.0, scan).
 *
 * <p>Letters file as in Danish: æ, ø and å after z, aa as å, without case and diacritics; a blank
 * files before everything, digits before letters, and a marked article is skipped.
 *
 * @param field the field, one that {@linkplain SearchField#isListed() can be listed}
 * @param start the place, which need not be a term: the first term that does not file before it
 *     belongs to {@code from}; at most {@value Query#MAX_TEXT} characters, and the first of all
 *     terms where it has no word
 * @param before how many terms before the place, 0 or more
 * @param number how many terms from the place on, 0 or more; both together at most {@value
 *     #MAX_TERMS}
 * @param step how many terms are skipped between two that are listed, 0 to {@value #MAX_STEP}
 */
public record ScanRequest(SearchField field, String start, int before, int number, int step) {

  /** The most terms in one list. */
  public static final int MAX_TERMS = 1_000;

  /** The most terms that are skipped between two. */
  public static final int MAX_STEP = 100;

  /** Checks the limits. */
  public ScanRequest {
    if (!field.isListed()) {
      throw new IllegalArgumentException("terms of %s can't be listed".formatted(field));
    }
    if (before < 0 || number < 0 || before > MAX_TERMS - number) {
      throw new IllegalArgumentException(
          "%d terms before and %d from the place on; at most %d are allowed"
              .formatted(before, number, MAX_TERMS));
    }
    if (step < 0 || step > MAX_STEP) {
      throw new IllegalArgumentException(
          "a step of %d; 0 to %d are allowed".formatted(step, MAX_STEP));
    }
    if (start.length() > Query.MAX_TEXT) {
      throw new IllegalArgumentException(
          "a term of %d characters; %d are allowed".formatted(start.length(), Query.MAX_TEXT));
    }
  }

  /** Terms around a place, none of them skipped. */
  public static ScanRequest of(SearchField field, String start, int before, int number) {
    return new ScanRequest(field, start, before, number, 0);
  }
}
