package org.samling.core.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a branch's table for its sorting machine; the first that applies, from the top, gives
 * the bin.
 *
 * @param branch the code of the branch where the machine stands
 * @param position its place in the table, from 1
 * @param conditions when it applies
 * @param bin the bin, as SIP2 has it in field CL
 */
public record SortRule(String branch, int position, Conditions conditions, String bin) {

  /** Where an item goes that came back. */
  public enum Way {
    /** To its place on the shelf here. */
    SHELF,
    /** To the hold shelf here. */
    HOLD_SHELF,
    /** To another branch, where it belongs. */
    HOME,
    /** To another branch, for a patron. */
    HOLD_ELSEWHERE
  }

  /**
   * When a rule applies: all of it has to be true.
   *
   * @param ways where the item goes, empty for anywhere
   * @param destinations the codes of the branches where it goes, empty for any
   * @param itemCategories the codes of item categories, empty for any
   * @param materialGroups material groups, empty for any
   * @param locationPrefix how the item's location begins, or null for any
   */
  public record Conditions(
      Set<Way> ways,
      Set<String> destinations,
      Set<String> itemCategories,
      Set<String> materialGroups,
      @Nullable String locationPrefix) {

    /** What always applies: a rule for the rest. */
    public static final Conditions ALWAYS =
        new Conditions(Set.of(), Set.of(), Set.of(), Set.of(), null);

    /** Copies the sets. */
    public Conditions {
      ways = Set.copyOf(ways);
      destinations = Set.copyOf(destinations);
      itemCategories = Set.copyOf(itemCategories);
      materialGroups = Set.copyOf(materialGroups);
    }

    /** A condition on where the item goes. */
    public static Conditions on(Way... ways) {
      return new Conditions(Set.of(ways), Set.of(), Set.of(), Set.of(), null);
    }

    /**
     * Whether all of it is true.
     *
     * @param way where the item goes
     * @param destination the code of the branch where it goes
     * @param category the code of its category
     * @param group its material group
     * @param location where it stands in its branch, or null
     */
    public boolean hold(
        Way way, String destination, String category, String group, @Nullable String location) {
      return isAny(ways, way)
          && isAny(destinations, destination)
          && isAny(itemCategories, category)
          && isAny(materialGroups, group)
          && (locationPrefix == null || (location != null && location.startsWith(locationPrefix)));
    }

    private static <T> boolean isAny(Set<T> wanted, T value) {
      return wanted.isEmpty() || wanted.contains(value);
    }
  }
}
