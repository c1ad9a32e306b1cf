package org.samling.core.organisation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account's choice of profile.
 *
 * @param preset the name of its preset
 * @param overrides the values that differ from the preset: strings, integers, booleans and lists of
 *     strings by their keys
 */
public record Sip2ProfileChoice(String preset, Map<String, Object> overrides) {

  /** Copies the map, in the order of its keys. */
  public Sip2ProfileChoice {
    overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
  }
}
