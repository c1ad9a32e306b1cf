package org.samling.core.organisation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account says of its profile.
 *
 * @param preset the name of the preset that it goes by
 * @param overrides what it says otherwise: texts, whole numbers, truths and lists of texts by their
 *     keys
 */
public record Sip2ProfileChoice(String preset, Map<String, Object> overrides) {

  /** Copies the map, in the order of its keys. */
  public Sip2ProfileChoice {
    overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
  }
}
