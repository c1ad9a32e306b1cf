package org.samling.core.organisation;

import java.util.Locale;

/**
 * What a machine does with what comes back.
 *
 * @param bindsHolds whether an item is set aside for the patron whose turn it is; else it goes the
 *     same way, and the hold waits until staff take the item in
 * @param shelving what becomes of an item that is set aside where it will be fetched
 * @param sortRules which of the branch's sorting tables gives the bin, by its name
 */
public record ReturnHandling(boolean bindsHolds, Shelving shelving, String sortRules) {

  /** The name of the sorting table that counts where none is named. */
  public static final String DEFAULT_SORT_RULES = "default";

  /** What happens where nothing else is said. */
  public static final ReturnHandling USUAL =
      new ReturnHandling(true, Shelving.AS_SET, DEFAULT_SORT_RULES);

  /** What becomes of an item that is set aside where it will be fetched. */
  public enum Shelving {
    /** What the branch's setting hold.shelve-at-checkin says. */
    AS_SET,
    /** It is on the hold shelf at once, and its patron is told. */
    AT_ONCE,
    /** It waits for staff to put it there. */
    BY_STAFF;

    /** How it is written: {@code as-set}. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
