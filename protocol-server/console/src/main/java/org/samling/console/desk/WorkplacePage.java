package org.samling.console.desk;

/**
 * The model of the page on which the branch of work is chosen.
 *
 * @param to the path of the page to return to
 * @param isUnfit whether a branch was chosen that is none of the member's
 */
public record WorkplacePage(String to, boolean isUnfit) {}
