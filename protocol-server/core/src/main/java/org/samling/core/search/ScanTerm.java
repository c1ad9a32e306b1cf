package org.samling.core.search;

import java.util.List;

/**
 * A term that records of the scanned catalogue have: of a field of words a whole value, of {@link
 * SearchField#ANY} a word, otherwise an identifier or a year. Values with the same words are one
 * term. Also a form of a heading from which authority records lead to one that records have.
 *
 * @param term the term as it is looked for: its folded words without an article. Where no authority
 *     record leads from it, a search for it as the whole value of the field (of {@link
 *     SearchField#ANY}, as a word) finds {@code count} records; otherwise those of the headings
 *     that it leads to as well
 * @param display the term as most records write it, for people
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

  /** A term of which no authority record tells. */
  public ScanTerm(String term, String display, long count) {
    this(term, display, count, List.of(), List.of());
  }

  /**
   * A heading of the same field to which an authority record leads.
   *
   * @param term the heading as it is looked for
   * @param display the heading as the authority record writes it
   * @param count how many records of the catalogue have it, exactly; 1 or more
   */
  public record Reference(String term, String display, long count) {}
}
