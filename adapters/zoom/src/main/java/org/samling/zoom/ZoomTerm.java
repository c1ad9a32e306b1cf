package org.samling.zoom;

/**
 * A term of a target's index.
 *
 * @param term as it is searched for
 * @param display as it is shown
 * @param occurrences how many records have it, as the target counts
 */
public record ZoomTerm(String term, String display, long occurrences) {}
