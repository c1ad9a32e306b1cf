package org.samling.core.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;

/**
 * The conditions of a policy rule: all have to be true.
 *
 * @param anyOf the accepted values by subject; subjects without an entry don't matter
 * @param minAge the least age in whole years, or null
 * @param maxAge the greatest age in whole years, or null
 * @param newItem whether the item has to be new, or not new; null where that does not matter
 */
public record Conditions(
    Map<Subject, Set<String>> anyOf,
    @Nullable Integer minAge,
    @Nullable Integer maxAge,
    @Nullable Boolean newItem) {

  private static final Pattern AGES = Pattern.compile("\\d{1,3}-(\\d{1,3})?");

  /** No conditions: always true. */
  public static final Conditions ALWAYS = new Conditions(Map.of(), null);

  /** Conditions for patrons of any age. */
  public Conditions(Map<Subject, Set<String>> anyOf, @Nullable Boolean newItem) {
    this(anyOf, null, newItem);
  }

  private Conditions(
      Map<Subject, Set<String>> anyOf, @Nullable Integer minAge, @Nullable Boolean newItem) {
    this(anyOf, minAge, null, newItem);
  }

  /** Copies the map. */
  public Conditions {
    anyOf = Map.copyOf(anyOf);
  }

  /** A condition on one subject. */
  public static Conditions on(Subject subject, String... values) {
    return new Conditions(Map.of(subject, Set.of(values)), null);
  }

  /**
   * A copy for patrons of certain ages only.
   *
   * @param ages a range: {@code 0-12}, {@code 65-}; empty for any
   * @throws IllegalArgumentException when it is not a range; the message shows the form
   */
  public Conditions ofAges(String ages) {
    if (ages.isEmpty()) {
      return new Conditions(anyOf, newItem);
    }
    if (AGES.matcher(ages).matches()) {
      var ends = ages.split("-", 2);
      var least = Integer.valueOf(ends[0]);
      var most = ends[1].isEmpty() ? null : Integer.valueOf(ends[1]);
      if (least <= Situation.MAX_AGE && (most == null || most >= least)) {
        return new Conditions(anyOf, least, most, newItem);
      }
    }
    throw new IllegalArgumentException("ages are such as 0-12 or 65-, not \"%s\"".formatted(ages));
  }

  /** Whether all conditions are true. */
  boolean hold(Circumstances circumstances) {
    for (var condition : anyOf.entrySet()) {
      var wanted = condition.getValue();
      if (circumstances.of(condition.getKey()).stream().noneMatch(wanted::contains)) {
        return false;
      }
    }
    return isOfAge(circumstances) && (newItem == null || isNew(circumstances, newItem));
  }

  /** The first condition that is not true, in words; empty where all are true. */
  Optional<String> unmet(Circumstances circumstances) {
    for (var subject : Subject.values()) {
      var wanted = anyOf.get(subject);
      var found = circumstances.of(subject);
      if (wanted != null && found.stream().noneMatch(wanted::contains)) {
        return Optional.of(
            "%s is %s, not %s".formatted(subject.word(), words(found), words(wanted)));
      }
    }
    if (!isOfAge(circumstances)) {
      return Optional.of(
          "age is %s, not %s"
              .formatted(circumstances.age().map(Object::toString).orElse("not known"), ages()));
    }
    return newItem == null || isNew(circumstances, newItem)
        ? Optional.empty()
        : Optional.of(newItem ? "the item is not new" : "the item is new");
  }

  /** The range of ages for which it is true; empty for any. */
  public String ages() {
    if (minAge == null && maxAge == null) {
      return "";
    }
    return "%s-%s".formatted(minAge == null ? "0" : minAge, maxAge == null ? "" : maxAge);
  }

  private static String words(Set<String> values) {
    return values.isEmpty() ? "not known" : String.join(" or ", values.stream().sorted().toList());
  }

  private boolean isOfAge(Circumstances circumstances) {
    if (minAge == null && maxAge == null) {
      return true;
    }
    return circumstances
        .age()
        .filter(age -> (minAge == null || age >= minAge) && (maxAge == null || age <= maxAge))
        .isPresent();
  }

  private static boolean isNew(Circumstances circumstances, boolean wanted) {
    return circumstances.isNewItem().filter(isNew -> isNew == wanted).isPresent();
  }
}
