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
 * A change of what the database holds of the configuration.
 *
 * @param number what it is called, rising with time, with gaps
 * @param at when it was made
 * @param who who made it: the name of staff or of an account, {@code cli:} and a user's name for
 *     the command line, {@code unknown} for the server itself
 * @param protocol how it was made: {@code console}, {@code command line}, {@code REST}
 * @param kind of what
 * @param name which of them
 * @param unit the place at which it holds; the code is empty for the whole tenant but in settings
 * @param before what it was, by the columns' names; null where there was none
 * @param after what it became; null where it was taken away
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

  /** What is kept in versions. */
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
    /** That a branch is shared by another agency. */
    JOINT_AGENCY,
    /** An item category. */
    ITEM_CATEGORY,
    /** A patron category. */
    PATRON_CATEGORY,
    /** That a branch is of a floating group. */
    FLOATING_GROUP,
    /** A rule of a sorting machine. */
    SORT_RULE,
    /** An account, without its password. */
    ACCOUNT;

    /** As people write it: {@code test-case}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this name, or nothing. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
  }

  /** Copies the maps. */
  public ConfigurationVersion {
    before = before == null ? null : Map.copyOf(before);
    after = after == null ? null : Map.copyOf(after);
  }

  /** What differs, in the order of the columns' names. */
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
   * Something that differs.
   *
   * @param what the column
   * @param before what it said; empty for nothing
   * @param after what it says now; empty for nothing
   */
  public record Difference(String what, String before, String after) {}
}
