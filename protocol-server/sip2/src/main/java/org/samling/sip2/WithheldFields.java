package org.samling.sip2;

import java.util.Set;

/**
 * Fields that are withheld from a unit in replies. Fixed-length fields are always sent.
 *
 * @param denied the ids of withheld fields: a required one is sent empty, any other is left out
 * @param allowed the ids of the optional and repeated fields that are sent; empty for all. Fields
 *     that no layout has are sent whatever it says
 */
public record WithheldFields(Set<String> denied, Set<String> allowed) {

  /** Withholds nothing. */
  public static final WithheldFields NOTHING = new WithheldFields(Set.of(), Set.of());

  public WithheldFields {
    denied = Set.copyOf(denied);
    allowed = Set.copyOf(allowed);
  }

  /** Whether a required field is sent empty. */
  boolean isSentEmpty(Sip2Field<?> field) {
    return denied.contains(field.id());
  }

  /** Whether an optional field is left out, by its id. */
  public boolean omits(String id) {
    return denied.contains(id) || !(allowed.isEmpty() || allowed.contains(id));
  }
}
