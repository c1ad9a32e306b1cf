package org.samling.console.desk;

/**
 * The model of a slip.
 *
 * @param language the language that it is in
 * @param subject what stands above it
 * @param body the text
 */
public record SlipPage(String language, String subject, String body) {}
