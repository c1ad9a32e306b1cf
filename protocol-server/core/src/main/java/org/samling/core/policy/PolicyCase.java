package org.samling.core.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.PolicyMatrix.Said;

/**
 * A test case: what the policy is to say of a loan that is thought up. Kept, so that a change that
 * would break it is told before it is made.
 *
 * @param name what it is called, unique within the tenant, 1 to {@link #MAX_NAME} characters
 * @param situation who, what, where and when
 * @param expected what holds then, as people write it, by the names of terms and settings
 * @param by who made it
 */
public record PolicyCase(
    String name, Situation situation, Map<String, String> expected, String by) {

  /** How long a name may be. */
  public static final int MAX_NAME = 100;

  /** How many a tenant can have. */
  public static final int MOST = 500;

  /** Checks the name, and that what is expected can be. */
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
   * Where the policy says something else than is expected, in the order of the names.
   *
   * @param today the day on which it is asked, for a situation without a day
   */
  public List<Broken> broken(LendingPolicy policy, LocalDate today) {
    var broken = new ArrayList<Broken>();
    new TreeMap<>(expected)
        .forEach((what, wanted) -> {
          var said = situation.said(what, policy, today);
          var text = said.map(Said::text).orElse(null);
          if (!wanted.equals(text)) {
            broken.add(
                new Broken(
                    what,
                    wanted,
                    text,
                    Objects.requireNonNullElse(said.map(Said::level).orElse(null), "")));
          }
        });
    return broken;
  }

  /**
   * Something that is not as expected.
   *
   * @param what the term or setting
   * @param expected what was expected
   * @param found what is said, or null where nobody says anything
   * @param level who says so, for people; empty for nobody
   */
  public record Broken(String what, String expected, @Nullable String found, String level) {}
}
