package org.samling.core.search;

/**
 * A term that records of the scanned catalogue have: of a field of words a whole value, of {@link
 * SearchField#ANY} a word, otherwise an identifier or a year. Values with the same words are one
 * term.
 *
 * @param term the term as it is looked for: its folded words without an article. A search for it as
 *     the whole value of the field (of {@link SearchField#ANY}, as a word) finds {@code count}
 *     records
 * @param display the term as most records write it, for people
 * @param count how many records of the catalogue have it, exactly; 1 or more
 */
public record ScanTerm(String term, String display, long count) {}
