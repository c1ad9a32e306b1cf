package org.samling.core.search;

/**
 * A value of a facet.
 *
 * @param term the value as a search term: folded words without an article, a year or a code
 * @param display the value in the form that most records of the scope have, for people
 * @param count how many of the records have it, exactly; 1 or more
 */
public record FacetValue(String term, String display, long count) {}
