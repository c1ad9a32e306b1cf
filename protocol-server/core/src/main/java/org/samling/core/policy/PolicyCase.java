package org.samling.core.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.PolicyMatrix.SourcedValue;

/**
 * A test case: the expected result of the policy for a hypothetical loan. Stored, so that a change
 * that would break it is reported before it is made.
 *
 * @param name its name, unique within the tenant, 1 to {@link #MAX_NAME} characters
 * @param situation who, what, where and when
 * @param expected the expected values as text, by the names of terms and settings
 * @param by who made it
 */
public record PolicyCase(
    String name, Situation situation, Map<String, String> expected, String by) {

  /** The most characters in a name. */
  public static final int MAX_NAME = 100;

  /** The most test cases of a tenant. */
  public static final int MOST = 500;

  /** Checks the name, and that the expected values are valid. */
  public PolicyCase {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "the name of a test case has 1 to %d characters".formatted(MAX_NAME));
    }
    if (expected.isEmpty()) {
      throw new IllegalArgumentException("the test case %s expects nothing".formatted(name));
    }
    expected = Map.copyOf(expected);
    expected.forEach((what, text) -> {
      if (Setting.isOne(what)) {
        var _ = Setting.named(what).read(text);
      } else {
        var _ = Term.named(what).read(text);
      }
    });
  }

  /**
   * The terms and settings that are not as expected, in the order of their names.
   *
   * @param today the day to use for a situation without one
   */
  public List<Failure> failures(LendingPolicy policy, LocalDate today) {
    var broken = new ArrayList<Failure>();
    new TreeMap<>(expected)
        .forEach((what, wanted) -> {
          var said = situation.value(what, policy, today);
          var text = said.map(SourcedValue::text).orElse(null);
          if (!wanted.equals(text)) {
            broken.add(
                new Failure(
                    what,
                    wanted,
                    text,
                    Objects.requireNonNullElse(said.map(SourcedValue::level).orElse(null), "")));
          }
        });
    return broken;
  }

  /**
   * A value that is not as expected.
   *
   * @param what the term or setting
   * @param expected what was expected
   * @param found the actual value, or null where there is none
   * @param level the rule, category or place that sets it, for people; empty where there is none
   */
  public record Failure(String what, String expected, @Nullable String found, String level) {}
}
