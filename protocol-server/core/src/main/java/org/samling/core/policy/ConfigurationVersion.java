package org.samling.core.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A change of the configuration in the database.
 *
 * @param number its number, rising with time, with gaps
 * @param at when it was made
 * @param who who made it: the name of staff or of an account, {@code cli:} and a user's name for
 *     the command line, {@code unknown} for the server itself
 * @param protocol how it was made: {@code console}, {@code command line}, {@code REST}
 * @param kind the kind of thing changed
 * @param name the name of the thing changed
 * @param unit the place where it applies; the code is empty for the whole tenant, except in
 *     settings
 * @param before the old values, by column; null where it was created
 * @param after the new values; null where it was deleted
 */
public record ConfigurationVersion(
    long number,
    Instant at,
    String who,
    String protocol,
    Kind kind,
    String name,
    Unit unit,
    @Nullable Map<String, String> before,
    @Nullable Map<String, String> after) {

  /** The kinds of things whose changes are stored. */
  public enum Kind {
    /** A value of a setting. */
    SETTING,
    /** A policy rule. */
    RULE,
    /** A test case of policy. */
    TEST_CASE,
    /** A stop. */
    STOP,
    /** The opening hours of a day of the week. */
    HOURS,
    /** A period in which a branch is closed. */
    CLOSING,
    /** An agency. */
    AGENCY,
    /** A branch. */
    BRANCH,
    /** The sharing of a branch by another agency. */
    JOINT_AGENCY,
    /** An item category. */
    ITEM_CATEGORY,
    /** A patron category. */
    PATRON_CATEGORY,
    /** The membership of a branch in a floating group. */
    FLOATING_GROUP,
    /** A rule of a sorting machine. */
    SORT_RULE,
    /** An account, without its password. */
    ACCOUNT,
    /** A partner of interlibrary loan, without its secrets. */
    ILL_PARTNER;

    /** Its name for users: {@code test-case}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this name, or empty. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
  }

  /** Copies the maps. */
  public ConfigurationVersion {
    before = before == null ? null : Map.copyOf(before);
    after = after == null ? null : Map.copyOf(after);
  }

  /** The differences, in the order of the columns' names. */
  public List<Difference> differences() {
    var old = before == null ? Map.<String, String>of() : before;
    var now = after == null ? Map.<String, String>of() : after;
    var columns = new TreeSet<>(old.keySet());
    columns.addAll(now.keySet());
    return columns.stream()
        .filter(c -> !Objects.equals(old.get(c), now.get(c)))
        .map(c -> new Difference(c, old.getOrDefault(c, ""), now.getOrDefault(c, "")))
        .toList();
  }

  /**
   * A difference.
   *
   * @param what the column
   * @param before the old value; empty for none
   * @param after the new value; empty for none
   */
  public record Difference(String what, String before, String after) {}
}
