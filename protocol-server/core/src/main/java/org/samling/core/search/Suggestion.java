package org.samling.core.search;

import org.jspecify.annotations.Nullable;

/**
 * Another query, for whoever found too little.
 *
 * @param word the word to change, as it was typed
 * @param instead the word to put in its place, as records of the catalogue write it; null to leave
 *     the word out
 * @param query the query with that change
 * @param count how many records that finds, exactly
 */
public record Suggestion(String word, @Nullable String instead, Query query, long count) {

  /** A query as it was typed, with the change of this suggestion. */
  public String in(String typed) {
    var at = typed.indexOf(word);
    if (at < 0) {
      return typed;
    }
    var changed =
        typed.substring(0, at)
            + (instead == null ? "" : instead)
            + typed.substring(at + word.length());
    return changed.strip().replaceAll("\\s+", " ");
  }
}
