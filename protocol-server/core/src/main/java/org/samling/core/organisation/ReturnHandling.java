package org.samling.core.organisation;

import java.util.Locale;

/**
 * How a machine handles returned items.
 *
 * @param bindsHolds whether a returned item fills the next hold at once; else it is routed the same
 *     way, and the hold waits until staff check the item in
 * @param shelving what happens to an item that fills a hold at its pickup branch
 * @param sortRules the name of the branch's sorting table that gives the bin
 */
public record ReturnHandling(boolean bindsHolds, Shelving shelving, String sortRules) {

  /** The name of the default sorting table. */
  public static final String DEFAULT_SORT_RULES = "default";

  /** The default handling. */
  public static final ReturnHandling USUAL =
      new ReturnHandling(true, Shelving.AS_SET, DEFAULT_SORT_RULES);

  /** What happens to an item that fills a hold at its pickup branch. */
  public enum Shelving {
    /** As the branch's setting hold.shelve-at-checkin says. */
    AS_SET,
    /** It is on the hold shelf at once, and its patron is notified. */
    AT_ONCE,
    /** It waits for staff to put it there. */
    BY_STAFF;

    /** Its name in profiles: {@code as-set}. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
