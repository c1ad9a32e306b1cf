package org.samling.core.search;

import java.util.List;

/**
 * A term that records of the scanned catalogue have: of a field of words a whole value, of {@link
 * SearchField#ANY} a word, otherwise an identifier or a year. Values with the same words are one
 * term. Also a variant form of a heading, from which authority records refer to one that records
 * have.
 *
 * @param term the search term: its folded words without an article. Where no authority record
 *     refers from it, a search for it as the whole value of the field (of {@link SearchField#ANY},
 *     as a word) finds {@code count} records; otherwise those of the headings that it refers to as
 *     well
 * @param display the term in the form that most records have, for people
 * @param count how many records of the catalogue have it themselves, exactly; 0 only where {@code
 *     see} is not empty
 * @param see the headings that are used instead of it, in filing order
 * @param seeAlso related headings, in filing order
 */
public record ScanTerm(
    String term, String display, long count, List<Reference> see, List<Reference> seeAlso) {

  /** Copies the lists. */
  public ScanTerm {
    see = List.copyOf(see);
    seeAlso = List.copyOf(seeAlso);
  }

  /** A term without references from authority records. */
  public ScanTerm(String term, String display, long count) {
    this(term, display, count, List.of(), List.of());
  }

  /**
   * A heading of the same field to which an authority record refers.
   *
   * @param term the heading as a search term
   * @param display the heading in the form of the authority record
   * @param count how many records of the catalogue have it, exactly; 1 or more
   */
  public record Reference(String term, String display, long count) {}
}
