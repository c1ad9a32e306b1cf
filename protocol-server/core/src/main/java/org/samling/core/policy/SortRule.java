package org.samling.core.policy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table for a branch's sorting machine; the first that applies, from the top, gives the
 * bin.
 *
 * @param branch the code of the branch where the machine stands
 * @param table which of the branch's tables, by its name
 * @param position its place in the table, from 1
 * @param conditions when it applies
 * @param bin the bin, for SIP2 field CL; 1 to 40 characters, none of them a control character or
 *     the field delimiter
 * @param by who set it
 * @param at when
 */
public record SortRule(
    String branch,
    String table,
    int position,
    Conditions conditions,
    String bin,
    String by,
    Instant at) {

  /** The most rules in a table. */
  public static final int MOST = 200;

  /** The most characters in the name of a table. */
  public static final int LONGEST_TABLE = 40;

  /** Checks the bin. */
  public SortRule {
    if (bin.isBlank()
        || bin.length() > 40
        || bin.indexOf('|') >= 0
        || bin.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a bin must have 1 to 40 characters, none of them | or a control character");
    }
  }

  /** The rule at another place of the table. */
  public SortRule at(int newPosition) {
    return new SortRule(branch, table, newPosition, conditions, bin, by, at);
  }

  /** Where a returned item goes. */
  public enum Route {
    /** To its place on the shelf here. */
    SHELF,
    /** To the hold shelf here. */
    HOLD_SHELF,
    /** To another branch, where it belongs. */
    HOME,
    /** To another branch, for a patron. */
    HOLD_ELSEWHERE;

    /** Its name for users: {@code hold-shelf}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The way with this name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Route ofWord(String word) {
      return Stream.of(values())
          .filter(way -> way.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "a way is one of %s, not \"%s\""
                      .formatted(
                          String.join(", ", Stream.of(values()).map(Route::word).toList()), word)));
    }
  }

  /**
   * A returned item, as far as rules ask about it.
   *
   * @param way where it goes
   * @param destination the code of the branch where it goes
   * @param category the code of its category
   * @param group its material group
   * @param location its location within the branch, or null
   */
  public record ReturnedItem(
      Route way, String destination, String category, String group, @Nullable String location) {}

  /**
   * The conditions of a rule: all have to be true.
   *
   * @param ways where the item goes, empty for anywhere
   * @param destinations the codes of the branches where it goes, empty for any
   * @param itemCategories the codes of item categories, empty for any
   * @param materialGroups material groups, empty for any
   * @param locationPrefix how the item's location begins, or null for any
   */
  public record Conditions(
      Set<Route> ways,
      Set<String> destinations,
      Set<String> itemCategories,
      Set<String> materialGroups,
      @Nullable String locationPrefix) {

    /** No conditions: for a rule that catches the rest. */
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
    public static Conditions on(Route... ways) {
      return new Conditions(Set.of(ways), Set.of(), Set.of(), Set.of(), null);
    }

    /** The first condition that is not true of an item, in words; empty where all are. */
    public Optional<String> firstUnmet(ReturnedItem item) {
      if (!isAny(ways, item.way())) {
        return Optional.of("the way is " + item.way().word());
      }
      if (!isAny(destinations, item.destination())) {
        return Optional.of("the destination is " + item.destination());
      }
      if (!isAny(itemCategories, item.category())) {
        return Optional.of("the item category is " + item.category());
      }
      if (!isAny(materialGroups, item.group())) {
        return Optional.of("the material group is " + item.group());
      }
      var location = item.location();
      if (locationPrefix != null && (location == null || !location.startsWith(locationPrefix))) {
        return Optional.of(location == null ? "it has no location" : "the location is " + location);
      }
      return Optional.empty();
    }

    private static <T> boolean isAny(Set<T> wanted, T value) {
      return wanted.isEmpty() || wanted.contains(value);
    }
  }
}
