package org.samling.core.search;

/**
 * A value that records of a result set have.
 *
 * @param term the value as it is looked for: folded words without an article, a year or a code
 * @param display the value as most records of the scope write it, for people
 * @param count how many of the records have it, exactly; 1 or more
 */
public record FacetValue(String term, String display, long count) {}
