package org.samling.search.forms;

import java.util.Map;
import java.util.Set;

/**
 * Other forms of a word that records have, apart from the word itself. None is in two of these, but
 * for inflections in several languages.
 *
 * @param spelled in another spelling or script
 * @param inflected with another ending, by the language of the records in which that counts
 * @param compounds compounds that have it as a part
 */
public record WordForms(
    Set<String> spelled, Map<Language, Set<String>> inflected, Set<String> compounds) {

  /** Copies the collections. */
  public WordForms {
    spelled = Set.copyOf(spelled);
    inflected = Map.copyOf(inflected);
    compounds = Set.copyOf(compounds);
  }
}
