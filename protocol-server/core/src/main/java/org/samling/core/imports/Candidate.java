package org.samling.core.imports;

import org.samling.core.catalogue.RecordKey;

/**
 * An existing record that an incoming one may be.
 *
 * @param score the best sum of scores that a match rule found, in hundredths of its threshold: 100
 *     and more match
 * @param objection why it is no match all the same, as a sentence; empty where it is one
 */
public record Candidate(RecordKey key, String title, int score, String objection) {}
