package org.samling.console.versions;

/**
 * What a change altered, in words.
 *
 * @param field what it is called
 * @param before the old value; empty for none
 * @param after the new value; empty for none
 */
public record ReadableDifference(String field, String before, String after) {}
