package org.samling.sip2;

import java.util.Set;

/**
 * Fields that replies do not tell a unit. Fixed-length fields are always there.
 *
 * @param denied the ids of fields that are not told: a required one is there and empty, any other
 *     is left out
 * @param allowed the ids of the optional and repeated fields that are told; empty for all
 */
public record Sip2Withheld(Set<String> denied, Set<String> allowed) {

  /** Nothing. */
  public static final Sip2Withheld NOTHING = new Sip2Withheld(Set.of(), Set.of());

  public Sip2Withheld {
    denied = Set.copyOf(denied);
    allowed = Set.copyOf(allowed);
  }

  /** Whether a required field is there with nothing in it. */
  boolean empties(Sip2Field field) {
    return denied.contains(field.id());
  }

  /** Whether a field is not there. */
  boolean leavesOut(String id) {
    return denied.contains(id) || !(allowed.isEmpty() || allowed.contains(id));
  }
}
